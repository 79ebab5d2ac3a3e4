package si.paka.model.port;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** What the town's platform asks for. Served by {@code core}, called by {@code uplink}. */
public interface RemoteCommands {
    /**
     * Handles a request. A repeated {@code requestId} gets its stored result again and acts once.
     *
     * @param answer called at least once, on any thread: first accepted or rejected, then applied or expired. The uplink
     *     publishes each.
     */
    void handle(Request request, Consumer<Result> answer);

    /**
     * As on topic {@code /cmd/<requestId>}.
     *
     * @param value absent for commands that have none
     */
    record Request(
            String requestId,
            String uplinkTarget,
            String target,
            String command,
            Map<String, Object> value,
            Instant expiresAt,
            String issuedBy,
            String reason) {}

    /** As on topic {@code /cmd-result/<requestId>}: outcome accepted, applied, rejected or expired. */
    record Result(String requestId, String outcome, String reason, Instant at) {}
}
