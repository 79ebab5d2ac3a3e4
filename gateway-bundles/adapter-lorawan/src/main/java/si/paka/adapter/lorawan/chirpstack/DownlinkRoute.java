package si.paka.adapter.lorawan.chirpstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A way into the server's queue. Safe from any thread. */
public interface DownlinkRoute {
    /**
     * Puts a downlink into its device's queue; what it supersedes is taken out first where the way allows it.
     *
     * @param superseded downlinks of the device that have just ended and may still lie in the queue
     * @param others further downlinks of the device that still wait, to be left in the queue or put back
     * @return the id of the queue's item, once the server or its broker has it; fails with {@link RouteException}
     */
    CompletableFuture<String> enqueue(
            PendingDownlink downlink, List<PendingDownlink> superseded, List<PendingDownlink> others);

    /**
     * Takes what is superseded by something else than a downlink out of the device's queue, where the way allows it.
     *
     * @param others as above
     */
    CompletableFuture<Void> takeOut(String devEui, List<PendingDownlink> superseded, List<PendingDownlink> others);
}
