package si.paka.web.ngsild;

/** What went wrong with a query, to be answered as problem+json with an error type of NGSI-LD (ETSI GS CIM 009, 5.5.2). */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Error types with their HTTP status. */
    enum Kind {
        BadRequestData(400, "The query is not right"),
        Unauthorized(401, "Not logged in"),
        ResourceNotFound(404, "Not found"),
        OperationNotSupported(405, "Only reading is possible"),
        NotAcceptable(406, "Not in this form"),
        InternalError(500, "It failed");

        final int status;
        final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    private final Kind kind;

    Refusal(Kind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    static Refusal of(String parameter, String found, String expected) {
        return new Refusal(Kind.BadRequestData, parameter + " is \"" + found + "\", expected " + expected);
    }
}
