package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;

/** Reads one log in order and follows its end. When retention takes segments away under it, it goes on at the oldest held. */
final class LogCursor implements JournalCursor {
    private final SegmentLog log;
    private long after;
    private Segment segment;
    private SegmentScan scan;

    LogCursor(SegmentLog log, long after) {
        this.log = log;
        this.after = after;
    }

    @Override
    public List<JournalEntry> next(int limit) {
        List<JournalEntry> entries = new ArrayList<>(Math.min(limit, 256));
        try {
            while (entries.size() < limit && open() && step(entries)) {
                continue;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Takes one record, or goes on to the following segment; false at the present end. */
    private boolean step(List<JournalEntry> entries) throws IOException {
        if (scan.next(segment.durable)) {
            take(entries);
            return true;
        }
        Segment next = log.after(segment);
        if (next == null) {
            return false;
        }
        if (scan.next(segment.durable)) { // written just before the next segment was begun
            take(entries);
            return true;
        }
        close();
        after = Math.max(after, next.first - 1);
        return true;
    }

    private boolean open() throws IOException {
        while (scan == null) {
            segment = log.holding(after + 1);
            if (segment == null || segment.last <= after) {
                return false;
            }
            try {
                scan = new SegmentScan(segment.file, segment.startFor(after + 1));
            } catch (IOException e) {
                if (!SegmentScan.isGone(e)) {
                    throw e; // otherwise it was dropped just now: look again for what is held
                }
            }
        }
        return true;
    }

    private void take(List<JournalEntry> entries) {
        if (scan.position <= after) {
            return;
        }
        after = scan.position;
        if (scan.kind != RecordCodec.STATE) {
            entries.add(new JournalEntry(
                    scan.position,
                    RecordCodec.read(scan.kind, new Bytes.Reader(scan.buffer(), scan.bodyFrom, scan.bodyTo))));
        }
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
            scan = null;
        }
    }
}
