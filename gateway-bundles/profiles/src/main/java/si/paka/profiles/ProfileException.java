package si.paka.profiles;

import java.util.List;

/** A profile's file is not as it should be. Each problem says file, line, key, what was found and what was expected. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ProfileException(String problem) {
        this(List.of(problem));
    }

    public ProfileException(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /** @param problems at least one */
    public ProfileException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }
}
