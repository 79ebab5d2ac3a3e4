package si.paka.model.port;

import java.util.List;

/** A device lacks something, or something about it is wrong. */
public final class InvalidDeviceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidDeviceException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each: what, where, expected. */
    public List<String> problems() {
        return problems;
    }
}
