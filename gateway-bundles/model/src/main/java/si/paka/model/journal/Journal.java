package si.paka.model.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The append-only log that everything else can be rebuilt from. Appending is quick and not yet durable; many records
 * share one sync. Safe for use from any thread.
 */
public interface Journal {
    /**
     * Appends a record.
     *
     * @return its position, greater than any before, also across restarts
     * @throws JournalFullException if there is no room for its stream
     */
    long append(JournalRecord record) throws JournalFullException;

    /**
     * Completes, on the journal's thread, once the record at {@code position} and all before it are on disk;
     * exceptionally if the disk refused. Do not block in what depends on it.
     */
    CompletableFuture<Void> synced(long position);

    /** A cursor that starts behind {@code after}; 0 starts at the oldest record still held. */
    JournalCursor read(JournalStream stream, long after);

    /** The record at {@code position}, if it is still held. Costs a disk read. */
    Optional<JournalRecord> find(JournalStream stream, long position);

    JournalStatus status();
}
