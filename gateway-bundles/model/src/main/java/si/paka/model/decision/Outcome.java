package si.paka.model.decision;

import java.time.Instant;

/** What became of a command. */
public record Outcome(State state, String reason, Instant at) {
    /** How far a command came. */
    public enum State {
        /** Handed to the network; the device has not confirmed it. */
        SENT,
        /** The device confirmed it. */
        APPLIED,
        /** The device, its profile or its adapter refused it; sending it again will not help. */
        REJECTED,
        /** Its time ran out first. */
        EXPIRED,
        /** It did not get through; worth trying again. */
        FAILED
    }
}
