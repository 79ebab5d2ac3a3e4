package si.paka.adapter.lorawan.chirpstack;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses between attempts to connect: they double from 1..2 s up to 30..60 s and differ from cabinet to cabinet. */
final class ReconnectDelay {
    private static final long FIRST_ms = 2_000;
    private static final long LONGEST_ms = 60_000;
    private static final int MOST_DOUBLINGS = 5;

    private final DoubleSupplier random;
    private int failures;

    /** @param random 0 (inclusive) to 1 */
    ReconnectDelay(DoubleSupplier random) {
        this.random = random;
    }

    /** The pause after one more failure: half of it fixed, half by chance. */
    Duration next() {
        long most = Math.min(LONGEST_ms, FIRST_ms << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Duration.ofMillis(most / 2 + (long) (random.getAsDouble() * most / 2));
    }

    /** It has worked: begin with short pauses again. */
    void reset() {
        failures = 0;
    }
}
