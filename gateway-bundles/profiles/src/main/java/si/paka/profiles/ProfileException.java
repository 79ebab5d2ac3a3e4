package si.paka.profiles;

/** A profile file is not as it should be. The message says file, place, what was found and what was expected. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }

    public ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
