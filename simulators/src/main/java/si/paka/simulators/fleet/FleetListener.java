package si.paka.simulators.fleet;

import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.town.TownEvent;

/** Told what happens in the simulated town; called on the simulators' threads, must be quick. */
public interface FleetListener {
    default void town(TownEvent event) {}

    /** A lamp was told a new dimming level, percent. */
    default void commanded(String lamp, int level) {}

    /** A container reported its fill level, percent. */
    default void filled(String container, int level) {}

    default void parked(String bay, boolean occupied) {}

    default void measured(String station, StationClient.Answer answer) {}
}
