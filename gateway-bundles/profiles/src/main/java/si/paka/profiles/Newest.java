package si.paka.profiles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;

/** Of observations the newest of each property: a message may carry an hour of one, the entity says how it is now. */
record Newest(List<Observation> observations) {
    Optional<Observation> find(Property property) {
        Observation newest = null;
        for (Observation observation : observations) {
            if (observation.property().equals(property)
                    && observation.quality() != Quality.SUPPRESSED
                    && (newest == null || !observation.observedAt().isBefore(newest.observedAt()))) {
                newest = observation;
            }
        }
        return Optional.ofNullable(newest);
    }

    /** When the newest of all was made. */
    Instant at(Instant otherwise) {
        Instant newest = null;
        for (Observation observation : observations) {
            if (newest == null || observation.observedAt().isAfter(newest)) {
                newest = observation.observedAt();
            }
        }
        return newest == null ? otherwise : newest;
    }
}
