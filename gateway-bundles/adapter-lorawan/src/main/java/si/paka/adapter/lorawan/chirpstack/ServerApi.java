package si.paka.adapter.lorawan.chirpstack;

import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.model.port.MetricSource;

/**
 * The server's gRPC API as the rest of the gateway uses it. An interface, so that no class of the gRPC library is loaded where none is
 * configured. Safe from any thread.
 */
public interface ServerApi extends AutoCloseable {
    /** Begins to compare the server with the cabinet's register. */
    void start();

    /** The way into devices' queues. */
    DownlinkRoute queue();

    /**
     * Takes a downlink that might go to a whole street at once.
     *
     * @param singles where it goes if it does not, soon
     * @return whether it was taken; if not, the caller sends it
     */
    boolean takesForGroup(Downlink downlink, DownlinkProgress progress, SingleDownlinks singles);

    /** The cabinet's register, site or profiles have changed. */
    void registerChanged();

    /** What a technician should know though all works; empty if there is nothing. */
    String summary();

    /**
     * Compares server and register now, and puts differences right if asked to.
     *
     * @return maps and lists: {@code at}, {@code problem}, {@code applied}, {@code differences}, {@code notApplied}
     */
    Object differences(boolean apply) throws InterruptedException;

    /** The tenant's concentrators as the last comparison saw them: {@code id}, {@code name}, {@code state}, {@code lastSeen}, place. */
    Object gateways();

    /** Writes the API's figures. */
    void collect(MetricSource.Sink sink);

    /** What is wrong, for a technician; empty if all is well. */
    String problem();

    @Override
    void close();
}
