package si.paka.adapter.lorawan.chirpstack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.journal.StateStore;

/** A store that begins empty and keeps nothing. */
final class NoState implements StateStore {
    @Override
    public Optional<byte[]> find(String room, String key) {
        return Optional.empty();
    }

    @Override
    public Map<String, byte[]> all(String room) {
        return new HashMap<>();
    }

    @Override
    public CompletableFuture<Void> put(String room, String key, byte[] value) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> remove(String room, String key) {
        return CompletableFuture.completedFuture(null);
    }
}
