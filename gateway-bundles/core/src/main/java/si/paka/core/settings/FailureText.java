package si.paka.core.settings;

/** What a failed component said, taken from the stack trace that the component runtime keeps as text. */
final class FailureText {
    private FailureText() {}

    /** The first cause that is not the reflective call itself, without the exception's class. */
    static String of(String trace) {
        for (String line : String.valueOf(trace).split("\n")) {
            boolean cause = !line.startsWith("\tat ") && !line.contains("InvocationTargetException");
            if (cause && !line.isBlank()) {
                return line.replaceFirst("^Caused by: ", "")
                        .replaceFirst("^[\\w.$]+(Exception|Error): ", "")
                        .strip();
            }
        }
        return "no reason was given";
    }
}
