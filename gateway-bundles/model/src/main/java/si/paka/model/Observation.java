package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * One normalised property of one device at one instant.
 *
 * @param message journal position of the device message it was decoded from
 */
public record Observation(
        DeviceId device, Property property, Value value, Instant observedAt, Quality quality, long message) {
    public Observation {
        requireNonNull(device, "device is null");
        requireNonNull(property, "property is null");
        requireNonNull(value, "value is null");
        requireNonNull(observedAt, "observedAt is null");
        requireNonNull(quality, "quality is null");
    }

    /** Names this observation in evidence: {@code <journal position>:<property>}. */
    public String id() {
        return message + ":" + property.name();
    }

    public Duration ageAt(Instant instant) {
        return Duration.between(observedAt, instant);
    }
}
