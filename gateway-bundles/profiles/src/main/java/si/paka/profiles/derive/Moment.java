package si.paka.profiles.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/** What one message of a device says of one instant, while it is judged and added to. */
final class Moment {
    private final DeviceId device;
    private final long message;
    private final Instant at;
    private final List<Observation> observations;

    Moment(DeviceId device, long message, Instant at, List<Observation> observations) {
        this.device = device;
        this.message = message;
        this.at = at;
        this.observations = new ArrayList<>(observations);
    }

    Instant at() {
        return at;
    }

    List<Observation> observations() {
        return Collections.unmodifiableList(observations);
    }

    /** The property at this instant, not at an earlier one that was added. */
    Optional<Observation> find(Property property) {
        for (Observation observation : observations) {
            if (observation.property().equals(property)
                    && observation.observedAt().equals(at)) {
                return Optional.of(observation);
            }
        }
        return Optional.empty();
    }

    /** Its number; NaN if it was not observed or is none. */
    double number(Property property) {
        return find(property).map(Moment::number).orElse(Double.NaN);
    }

    static double number(Observation observation) {
        return observation.value() instanceof Value.Quantity quantity ? quantity.number() : Double.NaN;
    }

    void add(Property property, Value value, Quality quality, String doubt) {
        add(property, value, at, quality, doubt);
    }

    void add(Property property, Value value, Instant observedAt, Quality quality, String doubt) {
        observations.add(new Observation(device, property, value, observedAt, quality, message, doubt, ""));
    }

    /** Changes each observation that was there, in its place. */
    void replaceAll(UnaryOperator<Observation> change) {
        observations.replaceAll(change);
    }
}
