package si.paka.model.port;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;

/** Where adapters hand in what devices say. Served by {@code core}; safe from any thread; never blocks for long. */
public interface Ingest {
    /**
     * Takes a message. The future completes once the message is on disk (or needs no keeping): only then may the adapter
     * acknowledge it to its device or server. It fails with {@link IngestRefusedException} if the message was not kept;
     * then the adapter must not acknowledge it, so that it comes again.
     */
    CompletableFuture<Receipt> accept(DeviceMessage message);

    /**
     * A sign of life that carries no values: a registration, a join, a keep-alive. Not journalled.
     *
     * @param hint what the device or its network calls itself; shown while it waits for approval
     * @param restarted whether it may have forgotten what it was told; commands in force are then sent again
     * @param facts as in {@link DeviceMessage#radio()}
     */
    void heard(DeviceAddress source, String hint, boolean restarted, Map<String, Double> facts, Instant at);
}
