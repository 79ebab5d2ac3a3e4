package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Last known state of one device; immutable.
 *
 * @param latest newest observation of each property, by {@code observedAt}
 * @param changedAt since when each property has had its present value
 * @param lastSeen when the device was last heard, by whatever message
 */
public record DeviceTwin(
        DeviceId device, Map<Property, Observation> latest, Map<Property, Instant> changedAt, Instant lastSeen) {
    public DeviceTwin {
        requireNonNull(device, "device is null");
        requireNonNull(lastSeen, "lastSeen is null");
        latest = Collections.unmodifiableMap(latest);
        changedAt = Collections.unmodifiableMap(changedAt);
    }

    public Optional<Observation> find(Property property) {
        return Optional.ofNullable(latest.get(property));
    }

    /** Since when the property has had its present value; empty if it was never observed. */
    public Optional<Instant> unchangedSince(Property property) {
        return Optional.ofNullable(changedAt.get(property));
    }
}
