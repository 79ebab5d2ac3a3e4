package si.paka.profiles.derive;

import java.time.Duration;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;

/**
 * One way to judge or derive values of one device. What it knows of the past comes from {@link #remember} alone, which is told
 * of everything that was emitted, in order, now or when it is made anew from the history: so a restart changes no result.
 * Used by one thread.
 */
interface Derivation {
    /** Adds to a moment or marks what is in it; changes nothing that it remembers. */
    void derive(Moment moment);

    /** Takes in an observation that was emitted. */
    void remember(Observation observation);

    /** How far back it must remember. */
    default Duration horizon() {
        return Duration.ZERO;
    }

    /** Properties whose last value it needs, however old. */
    default Set<Property> lasting() {
        return Set.of();
    }
}
