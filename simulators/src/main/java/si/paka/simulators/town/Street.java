package si.paka.simulators.town;

import java.util.List;
import java.util.OptionalInt;

/**
 * A straight street with lamps at equal distances.
 *
 * @param lamps ids in the order one walks
 * @param spacing metres between lamps
 * @param crossing index of the lamp at the pedestrian crossing
 */
public record Street(String id, String name, List<String> lamps, double spacing, OptionalInt crossing) {
    public Street {
        lamps = List.copyOf(lamps);
        if (lamps.isEmpty() || spacing <= 0) {
            throw new IllegalArgumentException("street " + id + " has no lamps or no length");
        }
        if (crossing.isPresent() && crossing.getAsInt() >= lamps.size()) {
            throw new IllegalArgumentException("the crossing of " + id + " lies beyond its lamps");
        }
    }

    /** Metres. */
    public double length() {
        return spacing * lamps.size();
    }

    /** Where a lamp stands, metres from the beginning. */
    double positionOf(int lamp) {
        return spacing * (lamp + 0.5);
    }
}
