package si.paka.journal;

import java.util.ArrayList;
import java.util.List;
import si.paka.model.journal.JournalEntry;

/** What one log has in memory: gathered under the intake's lock, then owned by the sync thread. */
final class Batch {
    final Bytes bytes = new Bytes(64 << 10);
    /** Observed records, for the history index. */
    final List<JournalEntry> observed = new ArrayList<>();
    /** Keyed state, for the table: written there only once it is durable. */
    final List<StateRecord> state = new ArrayList<>();

    long first;
    long last;
    int records;

    boolean isEmpty() {
        return records == 0;
    }

    void count(long position) {
        if (records++ == 0) {
            first = position;
        }
        last = position;
    }

    void reset() {
        bytes.reset();
        observed.clear();
        state.clear();
        records = 0;
    }
}
