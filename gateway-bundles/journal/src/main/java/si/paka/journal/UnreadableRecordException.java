package si.paka.journal;

/** A record whose checksum is right but which this version cannot make sense of, e.g. after going back to an older one. */
final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
