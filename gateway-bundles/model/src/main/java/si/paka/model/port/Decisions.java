package si.paka.model.port;

import java.util.List;
import java.util.Optional;
import si.paka.model.DeviceId;
import si.paka.model.decision.Decision;

/** Why each actuator is as it is. Served by {@code core}; safe from any thread. */
public interface Decisions {
    Optional<Decision> current(DeviceId target);

    /** The present decision and the ones before it, newest first, at most 50. */
    List<Decision> list(DeviceId target);

    /** The present decision of every target, ordered by target. */
    List<Decision> listCurrent();
}
