package si.paka.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/**
 * The table of keyed state, derived from the ledger: all of it in memory, a copy on disk so that start needs not read the
 * whole ledger. When the copy is missing or damaged, it is made anew from the ledger. Memory shows a change at once, the copy
 * only once the change is durable.
 */
final class Registers {
    private final ConcurrentMap<String, ConcurrentMap<String, byte[]>> rooms = new ConcurrentHashMap<>();
    private final Map<String, StateRecord> unsaved = new ConcurrentHashMap<>();
    private final DerivedStore store;

    Registers(Path file) throws IOException {
        store = new DerivedStore(file, "state");
        try {
            MVMap<String, byte[]> table = store.table().orElseThrow();
            long check = checkOf(table);
            if (store.check().orElse(check) == check) {
                table.forEach(this::load);
            } else {
                store.beginAnew("its content does not match its checksum");
            }
        } catch (MVStoreException e) {
            rooms.clear();
            store.beginAnew(e.getMessage());
        }
    }

    private void load(String key, byte[] value) {
        int at = key.indexOf('\n');
        room(key.substring(0, at)).put(key.substring(at + 1), value);
    }

    /** The store's own pages carry no checksum of their content. */
    private static long checkOf(MVMap<String, byte[]> table) {
        long check = 0;
        for (Map.Entry<String, byte[]> entry : table.entrySet()) {
            CRC32C crc = new CRC32C();
            crc.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
            crc.update(entry.getValue());
            check += crc.getValue();
        }
        return check;
    }

    /** Up to where in the ledger the table on disk goes. */
    long position() {
        return store.position();
    }

    private ConcurrentMap<String, byte[]> room(String room) {
        return rooms.computeIfAbsent(room, r -> new ConcurrentHashMap<>());
    }

    /** Shows a change, which need not be durable yet. */
    void apply(StateRecord state) {
        state.value()
                .ifPresentOrElse(
                        value -> room(state.room()).put(state.key(), value),
                        () -> room(state.room()).remove(state.key()));
    }

    /** A change is durable and may go into the table. */
    void settled(StateRecord state) {
        unsaved.put(state.room() + '\n' + state.key(), state);
    }

    /** Forgets everything, in the table too. Only before anybody else uses it. */
    void clear() {
        forEach(state -> settled(new StateRecord(state.room(), state.key(), Optional.empty())));
        rooms.clear();
    }

    Optional<byte[]> find(String room, String key) {
        Map<String, byte[]> keys = rooms.get(room);
        return keys == null ? Optional.empty() : Optional.ofNullable(keys.get(key));
    }

    Map<String, byte[]> all(String room) {
        Map<String, byte[]> keys = rooms.get(room);
        return keys == null ? new HashMap<>() : new HashMap<>(keys);
    }

    /** Everything there is. */
    void forEach(Consumer<StateRecord> each) {
        rooms.forEach((room, keys) ->
                keys.forEach((key, value) -> each.accept(new StateRecord(room, key, Optional.of(value)))));
    }

    /** Writes what has changed and is durable. Everything up to {@code position} must have settled. */
    void save(long position) {
        if (unsaved.isEmpty()) {
            return;
        }
        Map<String, StateRecord> saving = new HashMap<>(unsaved);
        boolean saved = store.save(
                table -> {
                    saving.forEach((key, state) ->
                            state.value().ifPresentOrElse(value -> table.put(key, value), () -> table.remove(key)));
                    return checkOf(table);
                },
                position);
        if (saved) {
            saving.forEach(unsaved::remove);
        }
    }

    long failures() {
        return store.failures();
    }

    void close() {
        store.close();
    }
}
