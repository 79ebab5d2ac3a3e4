package si.paka.adapter.lorawan.chirpstack;

/** A downlink did not get into the server's queue. */
public final class RouteException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it means for the downlink. */
    public enum Kind {
        /** The server says no; again will not help. */
        REFUSED,
        /** The server was not reached; it has not got it. */
        NOT_REACHED,
        /** It did not get through, or nobody knows; again may help. */
        FAILED
    }

    private final Kind kind;

    /** @param message for people: what happened, and what to do where that helps */
    public RouteException(Kind kind, String message) {
        super(message, null, false, false); // ordinary: no trace
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
