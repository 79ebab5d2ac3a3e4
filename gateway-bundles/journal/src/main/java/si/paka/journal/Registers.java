package si.paka.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of keyed state, derived from the ledger: all of it in memory, a copy on disk so that start needs not read the
 * whole ledger. When the copy is missing or damaged, it is made anew from the ledger.
 */
final class Registers {
    private static final Logger log = LoggerFactory.getLogger(Registers.class);
    private static final String POSITION = "position";
    private static final byte[] GONE = new byte[0];

    private final ConcurrentMap<String, ConcurrentMap<String, byte[]>> rooms = new ConcurrentHashMap<>();
    private final Map<String, byte[]> unsaved = new ConcurrentHashMap<>();
    private final MVStore store;
    private final MVMap<String, byte[]> table;
    private final MVMap<String, Long> meta;

    Registers(Path file) throws IOException {
        store = open(file);
        table = store.openMap("state");
        meta = store.openMap("meta");
        table.forEach((key, value) -> {
            int at = key.indexOf('\n');
            room(key.substring(0, at)).put(key.substring(at + 1), value);
        });
    }

    static MVStore open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            return openStore(file);
        } catch (MVStoreException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.error("{} is damaged ({}); kept as {}, made anew from the journal", file, e.getMessage(), aside);
            return openStore(file);
        }
    }

    private static MVStore openStore(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(1)
                .autoCommitDisabled()
                .open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    /** Up to where in the ledger the table on disk goes. */
    long position() {
        return meta.getOrDefault(POSITION, 0L);
    }

    private ConcurrentMap<String, byte[]> room(String room) {
        return rooms.computeIfAbsent(room, r -> new ConcurrentHashMap<>());
    }

    /** @param value null to remove */
    void apply(String room, String key, byte[] value) {
        if (value == null) {
            room(room).remove(key);
            unsaved.put(room + '\n' + key, GONE);
        } else {
            room(room).put(key, value);
            unsaved.put(room + '\n' + key, value);
        }
    }

    Optional<byte[]> find(String room, String key) {
        return Optional.ofNullable(room(room).get(key));
    }

    Map<String, byte[]> all(String room) {
        return new HashMap<>(room(room));
    }

    /** Everything, as room, key, value. */
    void forEach(Visitor visitor) {
        rooms.forEach((room, keys) -> keys.forEach((key, value) -> visitor.visit(room, key, value)));
    }

    interface Visitor {
        void visit(String room, String key, byte[] value);
    }

    /** Writes what has changed. The sync thread; everything up to position must have been applied and be durable. */
    void save(long position) {
        if (unsaved.isEmpty()) {
            return;
        }
        for (String key : unsaved.keySet().toArray(String[]::new)) {
            byte[] value = unsaved.remove(key);
            if (value == GONE) {
                table.remove(key);
            } else if (value != null) {
                table.put(key, value);
            }
        }
        meta.put(POSITION, position);
        store.commit();
    }

    void close() {
        store.close();
    }
}
