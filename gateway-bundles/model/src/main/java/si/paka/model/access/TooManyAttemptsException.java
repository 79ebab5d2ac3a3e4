package si.paka.model.access;

import java.time.Duration;

/** Somebody is guessing, or has mistyped too often: what is sent before the pause is over is not even looked at. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Duration pause;

    public TooManyAttemptsException(Duration pause) {
        super("too many attempts; wait " + seconds(pause) + " s");
        this.pause = pause;
    }

    /** Whole seconds to wait, at least one. */
    public long seconds() {
        return seconds(pause);
    }

    private static long seconds(Duration pause) {
        return pause.toSeconds() + 1;
    }
}
