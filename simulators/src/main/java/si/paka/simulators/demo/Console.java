package si.paka.simulators.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Queue;

/** Prints lines no faster than one can read: what waits too long behind others is left out. Safe from any thread. */
final class Console {
    private static final int WAITING = 6;

    private final Queue<String> waiting = new ArrayDeque<>();
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    /** At once, for what the reader waits for. */
    synchronized void say(String line) {
        out.println(line);
    }

    /** When there is room. */
    synchronized void tell(Instant at, String line) {
        if (waiting.size() < WAITING) {
            LocalTime time = LocalTime.ofInstant(at, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
            waiting.add("%tT  %s".formatted(time, line));
        }
    }

    /** Prints the next waiting line, if there is one; called twice a second. */
    synchronized void next() {
        String line = waiting.poll();
        if (line != null) {
            out.println(line);
        }
    }
}
