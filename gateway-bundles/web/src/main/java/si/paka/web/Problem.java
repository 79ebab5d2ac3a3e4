package si.paka.web;

import java.util.OptionalLong;

/** What went wrong with a request: an HTTP status and, in words, what was found and what was expected (RFC 9457 in the API). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfter;

    public Problem(int status, String detail) {
        this(status, detail, -1);
    }

    private Problem(int status, String detail, long retryAfter) {
        super(detail);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** @param seconds after which trying again makes sense */
    public static Problem later(int status, String detail, long seconds) {
        return new Problem(status, detail, seconds);
    }

    public int status() {
        return status;
    }

    public OptionalLong retryAfter() {
        return retryAfter < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfter);
    }
}
