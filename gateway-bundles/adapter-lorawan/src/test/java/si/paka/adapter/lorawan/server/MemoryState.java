package si.paka.adapter.lorawan.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.journal.StateStore;

/** Keyed state in memory, on whose disk a write can be made to wait. */
final class MemoryState implements StateStore {
    private final Map<String, Map<String, byte[]>> rooms = new HashMap<>();
    CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
    long bytes;
    long writes;

    @Override
    public Optional<byte[]> find(String room, String key) {
        return Optional.ofNullable(room(room).get(key));
    }

    @Override
    public Map<String, byte[]> all(String room) {
        return new HashMap<>(room(room));
    }

    private Map<String, byte[]> room(String room) {
        return rooms.computeIfAbsent(room, r -> new HashMap<>());
    }

    @Override
    public CompletableFuture<Void> put(String room, String key, byte[] value) {
        room(room).put(key, value.clone());
        bytes += 17 + 1 + room.length() + 1 + key.length() + 1 + 1 + value.length; // as a ledger record
        writes++;
        return disk;
    }

    @Override
    public CompletableFuture<Void> remove(String room, String key) {
        room(room).remove(key);
        return disk;
    }
}
