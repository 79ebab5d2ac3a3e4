package si.paka.profiles.importing;

/** What is to be imported is not as expected; says what, where, found and expected. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }
}
