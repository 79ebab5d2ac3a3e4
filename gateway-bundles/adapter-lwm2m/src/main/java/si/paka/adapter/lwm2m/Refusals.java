package si.paka.adapter.lwm2m;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts clients that were not let in; tells one a minute, since anybody can knock. Safe from any thread. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final LongAdder registrations = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private Instant next = Instant.MIN;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** @param endpoint a name that was checked, or empty if it is no device's */
    void registration(String endpoint, String why) {
        registrations.increment();
        if (mayTell()) {
            log.warn(
                    "{} may not register: {} (more are only counted)",
                    endpoint.isEmpty() ? "a client without a proper name" : endpoint,
                    why);
        }
    }

    void handshake() {
        handshakes.increment();
        if (mayTell()) {
            log.warn("a DTLS handshake failed: check identity and key of the device (more are only counted)");
        }
    }

    private synchronized boolean mayTell() {
        Instant now = clock.instant();
        boolean jumpedBack = next != Instant.MIN && now.isBefore(next.minus(TELL_EVERY));
        if (now.isBefore(next) && !jumpedBack) {
            return false;
        }
        next = now.plus(TELL_EVERY);
        return true;
    }

    long registrations() {
        return registrations.sum();
    }

    long handshakes() {
        return handshakes.sum();
    }
}
