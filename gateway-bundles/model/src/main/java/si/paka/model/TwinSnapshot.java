package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * What this cabinet knew at one instant, indexed by device; it does not change while rules look at it. The map is not
 * copied: only the gateway thread, which also runs the rules, changes what it was made from.
 */
public record TwinSnapshot(Instant takenAt, Map<DeviceId, DeviceTwin> twins) {
    public TwinSnapshot {
        requireNonNull(takenAt, "takenAt is null");
        twins = Collections.unmodifiableMap(twins);
    }

    public Optional<DeviceTwin> find(DeviceId device) {
        return Optional.ofNullable(twins.get(device));
    }

    public Optional<Observation> findLatest(DeviceId device, Property property) {
        DeviceTwin twin = twins.get(device);
        return twin == null ? Optional.empty() : twin.find(property);
    }
}
