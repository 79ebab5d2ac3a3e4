package si.paka.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import si.paka.model.decision.DimmingLevel;

/** The cabinet's streets and crossings as data, read from {@code etc/site.yaml}. */
public record Site(Value.Place place, ZoneId zone, List<Street> streets, List<Crossing> crossings) {
    public Site {
        streets = List.copyOf(streets);
        crossings = List.copyOf(crossings);
    }

    /**
     * A street that is dimmed as one.
     *
     * @param luminaires devices of its lamps, as device ids
     * @param detectors devices that observe {@code presence}; may be luminaires
     * @param on when the lamps go on: {@code sunset+15m}, {@code sunset-10m} or {@code 16:30}
     * @param off when they go off: {@code sunrise-10m} or {@code 24:00}
     * @param design full design level in percent
     * @param quiet level while nobody is there
     * @param floor no rule dims below this while the schedule has the lamps on
     * @param quietPeriod without presence before the street counts as empty
     * @param staleAfter a detector silent for longer is not believed
     * @param stuckAfter a detector that has shown presence without a gap for longer is not believed
     */
    public record Street(
            String id,
            String name,
            String lightingClass,
            List<DeviceId> luminaires,
            List<DeviceId> detectors,
            String on,
            String off,
            DimmingLevel design,
            DimmingLevel quiet,
            DimmingLevel floor,
            Duration quietPeriod,
            Duration staleAfter,
            Duration stuckAfter) {
        public Street {
            luminaires = List.copyOf(luminaires);
            detectors = List.copyOf(detectors);
        }
    }

    /** A pedestrian crossing whose lamps warn drivers at night (requirement T-12). */
    public record Crossing(
            String id,
            String name,
            List<DeviceId> luminaires,
            List<DeviceId> detectors,
            DimmingLevel level,
            Duration hold) {
        public Crossing {
            luminaires = List.copyOf(luminaires);
            detectors = List.copyOf(detectors);
        }
    }
}
