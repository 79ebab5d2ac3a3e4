package si.paka.uplink;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses between attempts that grow up to a minute and differ from cabinet to cabinet. */
final class Backoff {
    private static final long FIRST_ms = 500;
    private static final long LONGEST_ms = 60_000;

    private final DoubleSupplier random;
    private int failures;

    /** @param random 0 (inclusive) to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** The pause after one more failure: half of it fixed, half by chance. */
    Duration next() {
        long most = Math.min(LONGEST_ms, FIRST_ms << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(most / 2 + (long) (random.getAsDouble() * most / 2));
    }

    void succeeded() {
        failures = 0;
    }
}
