package si.paka.adapter.lorawan.chirpstack;

/** An event is not what ChirpStack would send. It will not get better by coming again. */
final class MalformedEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, as the counter's label. */
    enum Reason {
        TOPIC,
        SIZE,
        JSON,
        PROTOBUF,
        BASE64,
        DEVEUI,
        FPORT,
        VALUE
    }

    private final Reason reason;

    /** @param message what was found and what was expected */
    MalformedEventException(Reason reason, String message) {
        super(message, null, false, false); // ordinary: no trace
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
