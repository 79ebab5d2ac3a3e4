package si.paka.model.journal;

import java.util.List;

/** Reads one stream in order, durable records only. Used by one thread at a time. */
public interface JournalCursor extends AutoCloseable {
    /** The next records, at most {@code limit}; empty at the present end, and may be asked again later. */
    List<JournalEntry> next(int limit);

    @Override
    void close();
}
