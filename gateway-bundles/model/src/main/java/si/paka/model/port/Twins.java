package si.paka.model.port;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;

/** Last known state, for reading. Served by {@code core}; safe from any thread. */
public interface Twins {
    Optional<DeviceTwin> find(DeviceId device);

    Collection<DeviceTwin> list();

    /** Tells a listener of every change, on the gateway thread: it must only note it and return. */
    AutoCloseable listen(Consumer<Change> listener);

    /** Something to show at once. */
    sealed interface Change {
        record DeviceChanged(DeviceTwin twin) implements Change {}

        record DecisionChanged(DeviceId target) implements Change {}

        record AlarmsChanged() implements Change {}

        record RegisterChanged() implements Change {}
    }
}
