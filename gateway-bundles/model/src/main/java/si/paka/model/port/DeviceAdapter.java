package si.paka.model.port;

import java.util.concurrent.CompletableFuture;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.Outcome;

/** Speaks to the devices of one transport. Served by each adapter. */
public interface DeviceAdapter {
    Transport transport();

    /**
     * Sends a command. Returns at once; the future always completes, never exceptionally, at the latest when the command
     * expires.
     */
    CompletableFuture<Outcome> send(Command command);

    /**
     * Whether a newer state may be sent while an older one of the same device still waits: then the older is taken back or ends first, and
     * never comes after the newer.
     */
    default boolean replacesWaiting() {
        return false;
    }
}
