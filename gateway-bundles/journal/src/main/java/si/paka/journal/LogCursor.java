package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;

/** Reads one log in order and follows its end. When retention takes segments away under it, it goes on at the oldest held. */
final class LogCursor implements JournalCursor {
    private static final Logger logger = LoggerFactory.getLogger(LogCursor.class);

    private final SegmentLog log;
    private long after;
    private Segment segment;
    private SegmentScan scan;

    LogCursor(SegmentLog log, long after) {
        this.log = log;
        this.after = after;
    }

    /** Behind which position it will go on; also moves over records that it does not show. */
    long after() {
        return after;
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
        Segment next = log.after(segment); // looked up first: once there is one, the end of this segment stands
        if (scan.next(segment.durable)) {
            take(entries);
            return true;
        }
        if (next == null) {
            return false;
        }
        if (scan.offset() < segment.durable) {
            log.suspect(segment, scan.offset());
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
                    throw e;
                }
                log.forget(segment); // unless retention dropped it just now: look again for what is held
            }
        }
        return true;
    }

    private void take(List<JournalEntry> entries) {
        if (scan.position <= after) {
            return;
        }
        after = scan.position;
        if (!RecordCodec.isRecord(scan.kind)) {
            return;
        }
        try {
            Bytes.Reader body = new Bytes.Reader(scan.buffer(), scan.bodyFrom, scan.bodyTo);
            entries.add(new JournalEntry(scan.position, RecordCodec.read(scan.kind, body)));
        } catch (UnreadableRecordException e) {
            if (log.unreadable.sum() == 0) {
                logger.error("record {} is skipped: {}; further ones are only counted", scan.position, e.getMessage());
            }
            log.unreadable.increment();
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
