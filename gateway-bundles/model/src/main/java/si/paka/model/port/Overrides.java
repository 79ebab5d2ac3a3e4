package si.paka.model.port;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceId;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.OperatorOverride;

/** Operators' overrides. Served by {@code core}; safe from any thread. */
public interface Overrides {
    /**
     * Sets an override, replacing any on the same target. It acts at once; the future completes when it is on disk.
     *
     * @throws IllegalArgumentException naming what is wrong: unknown target, expiry in the past, blank reason
     */
    CompletableFuture<OperatorOverride> set(
            DeviceId target, CommandValue value, String owner, String reason, Instant expiresAt);

    /** Completes with false if there was none. */
    CompletableFuture<Boolean> clear(DeviceId target, String by);

    /** Those in force, ordered by target. */
    List<OperatorOverride> list();
}
