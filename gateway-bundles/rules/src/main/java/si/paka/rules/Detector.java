package si.paka.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;

/**
 * What a presence detector says, and whether it can be believed.
 *
 * @param doubt why it can't be believed; empty if it can
 * @param present whether somebody is there now
 * @param since since when it has said so; the epoch if it says nothing
 * @param evidence id of the observation; empty if there is none
 */
record Detector(DeviceId device, String doubt, boolean present, Instant since, String evidence) {

    static Detector of(DeviceId device, TwinSnapshot snapshot, Duration staleAfter, Duration stuckAfter) {
        Optional<DeviceTwin> twin = snapshot.find(device);
        Optional<Observation> found = twin.flatMap(t -> t.find(Property.PRESENCE));
        if (found.isEmpty() || !(found.get().value() instanceof Value.Flag flag)) {
            return new Detector(device, "detector " + device + " has told nothing yet", false, Instant.EPOCH, "");
        }
        Observation presence = found.get();
        Instant since = twin.get().unchangedSince(Property.PRESENCE).orElse(presence.observedAt());
        Instant now = snapshot.takenAt();
        String doubt = "";
        if (presence.quality() != Quality.GOOD) {
            doubt = "detector " + device + " gives doubtful values";
        } else if (presence.ageAt(now).compareTo(staleAfter) > 0) {
            doubt = "detector " + device + " is silent";
        } else if (flag.on() && Duration.between(since, now).compareTo(stuckAfter) > 0) {
            doubt = "detector " + device + " is stuck at presence";
        }
        return new Detector(device, doubt, flag.on(), since, presence.id());
    }

    boolean isBelievable() {
        return doubt.isEmpty();
    }

    /** Whether there has been somebody within a time before now. */
    boolean presentWithin(Duration time, Instant now) {
        return present
                || !since.equals(Instant.EPOCH) && Duration.between(since, now).compareTo(time) < 0;
    }
}
