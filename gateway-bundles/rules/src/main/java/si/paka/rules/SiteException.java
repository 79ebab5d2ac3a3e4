package si.paka.rules;

/** The site file is not as it should be. The message says file, line, key, what was found and what was expected. */
public final class SiteException extends Exception {
    private static final long serialVersionUID = 1L;

    public SiteException(String message) {
        super(message);
    }

    public SiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
