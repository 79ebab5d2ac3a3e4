package si.paka.core.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.core.StateJson;
import si.paka.core.feed.Sequences;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/**
 * Finds out, at start, what an earlier run had accepted and not finished, and which numbers it had given. Reads the
 * journal from the checkpoint before the last one, so that recent message ids are known again too.
 */
public final class Recovery {
    static final String ROOM = "core.checkpoint";
    private static final String KEY = "checkpoint";
    private static final int CHUNK = 1_000;

    /**
     * @param before position of the checkpoint before
     * @param position all that lies before it is finished
     */
    private record Checkpoint(long before, long position, Map<String, Long> sequences) {}

    /** What was found. */
    public record Found(List<JournalEntry> unfinished, List<JournalEntry> accepted, long end) {}

    private final Journal journal;
    private final StateStore store;
    private final Sequences sequences;

    public Recovery(Journal journal, StateStore store, Sequences sequences) {
        this.journal = journal;
        this.store = store;
        this.sequences = sequences;
    }

    public Found scan() {
        Checkpoint checkpoint = store.find(ROOM, KEY)
                .map(bytes -> StateJson.read(bytes, Checkpoint.class))
                .orElse(new Checkpoint(0, 0, Map.of()));
        sequences.recover(checkpoint.sequences());
        Map<Long, JournalEntry> unfinished = new LinkedHashMap<>();
        List<JournalEntry> accepted = new ArrayList<>();
        long end = checkpoint.position();
        try (JournalCursor cursor = journal.read(JournalStream.TELEMETRY, checkpoint.before())) {
            for (List<JournalEntry> some = cursor.next(CHUNK); !some.isEmpty(); some = cursor.next(CHUNK)) {
                for (JournalEntry entry : some) {
                    sort(entry, unfinished, accepted);
                    end = Math.max(end, entry.position());
                }
            }
        }
        return new Found(List.copyOf(unfinished.values()), accepted, end);
    }

    private void sort(JournalEntry entry, Map<Long, JournalEntry> unfinished, List<JournalEntry> accepted) {
        if (entry.record() instanceof JournalRecord.Accepted) {
            unfinished.put(entry.position(), entry);
            accepted.add(entry);
        } else if (entry.record() instanceof JournalRecord.Observed done) {
            unfinished.remove(done.message());
            sequences.recover(done.sequences());
        } else if (entry.record() instanceof JournalRecord.Rejected done) {
            unfinished.remove(done.message());
        }
    }

    /**
     * Prepares a checkpoint with the numbers given until now; run it once all up to {@code position} is durable.
     *
     * @param before position of the checkpoint before this one
     * @param position all that lies before it is finished
     */
    public Runnable prepare(long before, long position) {
        byte[] checkpoint = StateJson.write(new Checkpoint(before, position, sequences.all()));
        return () -> store.put(ROOM, KEY, checkpoint);
    }
}
