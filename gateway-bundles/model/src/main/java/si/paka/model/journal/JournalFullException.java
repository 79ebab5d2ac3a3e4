package si.paka.model.journal;

/** There is no room for a record of this stream. Nothing was written. */
public final class JournalFullException extends Exception {
    private static final long serialVersionUID = 1L;

    public JournalFullException(String message) {
        super(message);
    }
}
