package si.paka.core.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;

/**
 * A device that an aggregate is made of.
 *
 * @param silentAfter without a message for longer nothing it said is believed
 */
record Member(Device device, Optional<DeviceTwin> twin, Duration silentAfter) {
    /** What it says now; empty if it is silent, never said it, or is not believed. */
    Optional<Observation> says(Property property, Instant now) {
        return twin.filter(one -> !one.lastSeen().plus(silentAfter).isBefore(now))
                .flatMap(one -> one.find(property))
                .filter(one -> one.quality() == Quality.GOOD || one.quality() == Quality.ESTIMATED);
    }

    Optional<Boolean> flag(Property property, Instant now) {
        return says(property, now)
                .map(Observation::value)
                .filter(Value.Flag.class::isInstance)
                .map(value -> ((Value.Flag) value).on());
    }

    /** The last number it said, however old: a counter holds until it counts on. */
    Optional<Double> counter(Property property) {
        return twin.flatMap(one -> one.find(property))
                .filter(one -> one.quality() == Quality.GOOD)
                .map(Observation::value)
                .filter(Value.Quantity.class::isInstance)
                .map(value -> ((Value.Quantity) value).number());
    }
}
