package si.paka.model.decision;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import si.paka.model.DeviceId;

/** An operator's decision about one actuator; beats every rule, always ends (requirement T-02). */
public record OperatorOverride(
        String id, DeviceId target, CommandValue value, String owner, String reason, Instant since, Instant expiresAt) {
    public OperatorOverride {
        requireNonNull(id, "id is null");
        requireNonNull(target, "target is null");
        requireNonNull(value, "value is null");
        requireNonNull(since, "since is null");
        if (owner.isBlank()) {
            throw new IllegalArgumentException("an override needs an owner");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an override needs a reason");
        }
        if (!expiresAt.isAfter(since)) {
            throw new IllegalArgumentException("override expires at " + expiresAt + ", expected later than " + since);
        }
    }
}
