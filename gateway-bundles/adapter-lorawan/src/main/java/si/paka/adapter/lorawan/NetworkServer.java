package si.paka.adapter.lorawan;

import java.util.Optional;
import si.paka.model.decision.Outcome;

/**
 * A LoRaWAN network server as the rest of this room sees it: the cabinet's own or an operator's ChirpStack. Above it nothing knows
 * which one serves a device. Each registers itself as an OSGi service under this name (inside the bundle only);
 * {@link LorawanAdapter} sends each command to the one whose {@link #serves} says yes, and hands each what it hears to.
 *
 * <p>A server tells {@link NetworkEvents} of every uplink once, deduplicated, with all concentrators that heard it; and gives back to its
 * device or broker no acknowledgement before the returned future has completed. All methods are safe from any thread and return
 * soon.
 */
public interface NetworkServer extends AutoCloseable {
    /** Short and stable, e.g. {@code built-in}, {@code chirpstack}: in metrics, health and reasons. */
    String name();

    /** Starts listening; called once. */
    void start(NetworkEvents events);

    /**
     * Whether this server holds the device's session or registration, so that a downlink through it can arrive. An answer from
     * memory.
     *
     * @param devEui 16 hex digits in lower case
     */
    boolean serves(String devEui);

    /**
     * Queues a downlink. What becomes of it is told to the progress, any number of steps in the order of
     * {@link DownlinkProgress.Step}, ending with a final one: at the latest when it expires, never by an exception. Only one final
     * step is told.
     *
     * <p>Of two waiting downlinks of a device with the same non-empty {@link Downlink#subject()}, the earlier is superseded: taken out of
     * the queue where that is still possible and ended with {@link DownlinkProgress.Step#SUPERSEDED}.
     */
    void send(Downlink downlink, DownlinkProgress progress);

    /** What is wrong, for a technician; empty if all is well. */
    String problem();

    /** How well the device is heard, from the last uplinks; empty if the server does not know or has not heard it. */
    Optional<RadioHealth> radioHealth(String devEui);

    /** Stops; what waits ends with {@link Outcome.State#FAILED}. */
    @Override
    void close();
}
