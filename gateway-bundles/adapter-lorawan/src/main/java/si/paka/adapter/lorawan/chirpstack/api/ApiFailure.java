package si.paka.adapter.lorawan.chirpstack.api;

import io.grpc.Status;

/** A call to ChirpStack's API did not do what it should. Ordinary; carries advice. */
final class ApiFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it means for the caller. */
    enum Kind {
        /** Not reached, or no answer in time: again later. */
        UNAVAILABLE,
        /** The API key is not, or no longer, valid. */
        TOKEN,
        /** The API key is valid but may not do this; ChirpStack says the same of what does not exist. */
        DENIED,
        MISSING,
        /** The server does not like the request. */
        INVALID,
        /** The server failed, e.g. since an object is there already. */
        SERVER
    }

    private final Kind kind;

    ApiFailure(Kind kind, String message) {
        super(message, null, false, false); // ordinary: no trace
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /**
     * What a status means. ChirpStack v4 answers UNAUTHENTICATED without a word where a valid key may not do something
     * (chirpstack/src/api/auth/validator.rs), and with the reason where the key itself is bad; unique violations are INTERNAL.
     *
     * @param method full name, e.g. {@code api.DeviceService/Create}
     */
    static ApiFailure of(Status status, String method) {
        String said =
                status.getDescription() == null ? "" : status.getDescription().strip();
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
                new ApiFailure(Kind.UNAVAILABLE, "the API is not reached (" + brief(status, said) + ")");
            case UNAUTHENTICATED -> said.isEmpty() ? denied(method) : token(said);
            case PERMISSION_DENIED -> denied(method);
            case NOT_FOUND -> new ApiFailure(Kind.MISSING, method + ": " + said);
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE ->
                new ApiFailure(Kind.INVALID, method + ": " + said);
            case UNIMPLEMENTED ->
                new ApiFailure(
                        Kind.INVALID,
                        method
                                + " is not known there: chirpstack.api.url must be the address of ChirpStack v4 itself, not of"
                                + " its REST proxy");
            default -> new ApiFailure(Kind.SERVER, method + ": " + brief(status, said));
        };
    }

    private static ApiFailure token(String said) {
        return new ApiFailure(
                Kind.TOKEN,
                "the API key is not accepted (" + said
                        + "): make a new one at the server (tenant, API keys) and write it to the"
                        + " file that chirpstack.api.keyFile names; it is read again by itself");
    }

    private static ApiFailure denied(String method) {
        return new ApiFailure(
                Kind.DENIED,
                "the API key may not call " + method
                        + " for this: it is of another tenant, or read-only, or the object is gone."
                        + " What belongs to the whole server (tenants, gateways of others) needs its operator");
    }

    private static String brief(Status status, String said) {
        Throwable cause = status.getCause();
        String why = cause == null ? "" : ": " + cause.getMessage();
        return status.getCode() + (said.isEmpty() ? "" : " " + said) + why;
    }
}
