package si.paka.model.journal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Named keyed state per room, e.g. {@code core.register}: small things that change seldom. Kept in the ledger, with a
 * table derived from it. Safe for use from any thread.
 */
public interface StateStore {
    Optional<byte[]> find(String room, String key);

    /** All keys of a room, a copy. */
    Map<String, byte[]> all(String room);

    /** Visible at once; the future completes when it is on disk. */
    CompletableFuture<Void> put(String room, String key, byte[] value);

    CompletableFuture<Void> remove(String room, String key);
}
