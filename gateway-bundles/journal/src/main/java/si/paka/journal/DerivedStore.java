package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table on disk that can be made anew from the journal, with the position up to which it goes. A damaged file is put aside;
 * when it cannot be written, the journal goes on without it and it is opened again later. Guarded by its owner.
 */
final class DerivedStore {
    private static final Logger log = LoggerFactory.getLogger(DerivedStore.class);
    private static final String POSITION = "position";
    private static final String CHECK = "check";

    private final Path file;
    private final String map;
    private final LongAdder failures = new LongAdder();
    private MVStore store;
    private MVMap<String, byte[]> table;
    private MVMap<String, Long> meta;

    DerivedStore(Path file, String map) throws IOException {
        this.file = file;
        this.map = map;
        Files.createDirectories(file.getParent());
        try {
            open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IOException(file + " is in use: another gateway runs in this home", e);
            }
            beginAnew(e.getMessage());
        }
    }

    /** Puts the file aside and begins an empty one, at position 0. */
    void beginAnew(String why) throws IOException {
        abandon();
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        failures.increment();
        log.error("{} is damaged ({}); kept as {}, made anew from the journal", file, why, aside);
        open();
    }

    private void open() {
        store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(1)
                .autoCommitDisabled()
                .open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        table = store.openMap(map);
        meta = store.openMap("meta");
    }

    /** The table; empty while it cannot be used. */
    Optional<MVMap<String, byte[]>> table() {
        return Optional.ofNullable(table);
    }

    long position() {
        return meta == null ? 0 : meta.getOrDefault(POSITION, 0L);
    }

    /** How often it was damaged or could not be written. */
    long failures() {
        return failures.sum();
    }

    /** What the last change returned; empty before the first. */
    Optional<Long> check() {
        return Optional.ofNullable(meta).map(m -> m.get(CHECK));
    }

    /** Changes the table; returns what {@link #check} is to say afterwards. */
    interface Change {
        long apply(MVMap<String, byte[]> table);
    }

    /** Changes the table and commits; false if the disk refused, then nothing has changed. */
    boolean save(Change change, long position) {
        try {
            if (store == null) {
                open();
            }
            meta.put(CHECK, change.apply(table));
            meta.put(POSITION, position);
            store.commit();
            return true;
        } catch (MVStoreException | UncheckedIOException e) {
            failures.increment();
            log.error("{} could not be written: {}; nothing is lost, it is tried again", file, e.getMessage());
            abandon();
            return false;
        }
    }

    private void abandon() {
        MVStore broken = store;
        store = null;
        table = null;
        meta = null;
        if (broken != null) {
            broken.closeImmediately();
        }
    }

    void close() {
        if (store != null) {
            store.close(0); // without compacting: stopping is to be quick
        }
    }
}
