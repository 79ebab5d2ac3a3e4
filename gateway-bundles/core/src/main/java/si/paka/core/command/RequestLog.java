package si.paka.core.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.core.StateJson;
import si.paka.model.journal.StateStore;
import si.paka.model.port.RemoteCommands.Result;

/** Results of the platform's last requests, so that a repeated one acts once. Bounded; forgets the oldest. */
public final class RequestLog {
    static final String ROOM = "core.requests";
    private static final int LIMIT = 2_000;

    /** As stored. */
    record Stored(String requestId, String outcome, String reason, Instant at) {}

    private final StateStore store;
    private final Map<String, Result> results = new LinkedHashMap<>();

    public RequestLog(StateStore store) {
        this.store = store;
        store.all(ROOM).values().stream()
                .map(bytes -> StateJson.read(bytes, Stored.class))
                .sorted(java.util.Comparator.comparing(Stored::at))
                .forEach(s -> results.put(s.requestId(), new Result(s.requestId(), s.outcome(), s.reason(), s.at())));
    }

    synchronized Optional<Result> find(String requestId) {
        return Optional.ofNullable(results.get(requestId));
    }

    /** The future completes when the result is on disk; only then may the platform be told. */
    synchronized CompletableFuture<Void> store(Result result) {
        results.put(result.requestId(), result);
        CompletableFuture<Void> stored = store.put(
                ROOM,
                result.requestId(),
                StateJson.write(new Stored(result.requestId(), result.outcome(), result.reason(), result.at())));
        if (results.size() > LIMIT) {
            String oldest = results.keySet().iterator().next();
            results.remove(oldest);
            store.remove(ROOM, oldest);
        }
        return stored;
    }
}
