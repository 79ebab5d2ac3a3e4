package si.paka.profiles.cli;

import java.io.Console;

/** Asks a person at a terminal. */
record Asking(Console console) {
    /** Empty if nothing was said. */
    String ask(String question) {
        String line = console.readLine("%s: ", question);
        return line == null ? "" : line.strip();
    }
}
