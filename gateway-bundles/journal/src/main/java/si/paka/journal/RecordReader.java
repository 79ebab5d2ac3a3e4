package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import si.paka.model.journal.JournalRecord;

/** Reads single records of one log by position; quick when they lie in the same segment. Used by one thread. */
final class RecordReader implements AutoCloseable {
    private final SegmentLog log;
    private Segment segment;
    private SegmentScan scan;

    RecordReader(SegmentLog log) {
        this.log = log;
    }

    Optional<JournalRecord> find(long position) {
        Segment holding = log.holding(position);
        if (holding == null || holding.first > position || holding.last < position) {
            return Optional.empty();
        }
        try {
            seek(holding, position);
            while (scan.next(holding.durable) && scan.position <= position) {
                if (scan.position == position && RecordCodec.isRecord(scan.kind)) {
                    return Optional.of(
                            RecordCodec.read(scan.kind, new Bytes.Reader(scan.buffer(), scan.bodyFrom, scan.bodyTo)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            if (SegmentScan.isGone(e)) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        } catch (UnreadableRecordException e) {
            log.unreadable.increment();
            return Optional.empty();
        }
    }

    private void seek(Segment holding, long position) throws IOException {
        long offset = holding.startFor(position);
        if (segment == holding) {
            scan.seek(offset);
            return;
        }
        close();
        scan = new SegmentScan(holding.file, offset);
        segment = holding;
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
            scan = null;
            segment = null;
        }
    }
}
