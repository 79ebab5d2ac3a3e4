package si.paka.core.aggregate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Value;

/** Free, occupied and unknown spots of a zone, from the sensors of its bays. */
final class BayTotals {
    private static final Property OCCUPANCY = new Property("occupancy");

    private BayTotals() {}

    /**
     * @param capacity spots of the zone; those without a sensor are unknown, never free. 0: as many as there are sensors
     */
    static Totals of(List<Member> bays, int capacity, Instant now) {
        int free = 0;
        int occupied = 0;
        int closed = 0;
        for (Member bay : bays) {
            Optional<Value> says = bay.says(OCCUPANCY, now).map(Observation::value);
            if (says.equals(Optional.of(Value.of(true)))) {
                occupied++;
            } else if (says.equals(Optional.of(Value.of(false)))) {
                free++;
            } else if (says.equals(Optional.of(Value.of("closed")))) {
                closed++;
            }
        }
        int total = Math.max(capacity, bays.size());
        return new Totals.Builder()
                .put("totalSpots", total)
                .put("availableSpots", free)
                .put("occupiedSpots", occupied)
                .put("outOfServiceSpots", closed)
                .put("unknownSpots", total - free - occupied - closed)
                .build();
    }
}
