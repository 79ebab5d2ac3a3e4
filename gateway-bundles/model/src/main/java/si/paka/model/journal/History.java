package si.paka.model.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;

/** Past observations, from an index derived from the journal. */
public interface History {
    /**
     * Observations of one device with {@code from <= receivedAt < to}, oldest first, at most {@code limit} of the
     * newest. Empty property: all.
     */
    List<Observation> list(DeviceId device, Optional<Property> property, Instant from, Instant to, int limit);
}
