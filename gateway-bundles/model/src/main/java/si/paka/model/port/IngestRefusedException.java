package si.paka.model.port;

/** A message could not be kept now; sending it again later may help. */
public final class IngestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public IngestRefusedException(String message) {
        super(message);
    }
}
