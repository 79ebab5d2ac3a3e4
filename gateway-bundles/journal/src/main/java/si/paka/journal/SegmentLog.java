package si.paka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one stream. Written by the journal's sync thread; checked and dropped by its keeper thread; read by anyone.
 */
final class SegmentLog {
    private static final Logger log = LoggerFactory.getLogger(SegmentLog.class);
    private static final String ENDING = ".log";
    private static final long CHECKED_AT_START = 32 << 20;

    final LongAdder bytesWritten = new LongAdder();
    final LongAdder bytesCut = new LongAdder();
    final LongAdder droppedSegments = new LongAdder();
    final LongAdder droppedRecords = new LongAdder();
    final LongAdder droppedBytes = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final List<Quarantine.Lost> lost = new CopyOnWriteArrayList<>();

    private final Path dir;
    private final long segmentBytes;
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private volatile FileChannel channel;
    private boolean damaged;

    SegmentLog(Path dir, long segmentBytes) throws IOException {
        this.dir = dir;
        this.segmentBytes = segmentBytes;
        Files.createDirectories(dir);
        Quarantine.recover(dir);
        lost.addAll(Quarantine.list(dir));
        List<Path> files = files();
        long checked = 0;
        for (int i = files.size() - 1; i >= 0; i--) {
            Path file = files.get(i);
            long first = firstOf(file);
            long size = Files.size(file);
            checked += size;
            if (i == files.size() - 1) {
                keep(first, SegmentCheck.newest(file, first));
            } else if (checked <= CHECKED_AT_START) {
                keep(first, SegmentCheck.closed(file, first, firstOf(files.get(i + 1))));
            } else { // the keeper checks it later
                long last = firstOf(files.get(i + 1)) - 1;
                segments.put(first, new Segment(file, first, size, last, modified(file)));
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    private static long firstOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    private static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    private void keep(long first, SegmentCheck.Result result) {
        bytesCut.add(result.bytesCut());
        result.lost().ifPresent(lost::add);
        result.segment().ifPresentOrElse(segment -> segments.put(first, segment), () -> segments.remove(first));
    }

    /** Checks one older segment that was not read at start; false if there is none left. Keeper thread. */
    boolean verifyOne() throws IOException {
        for (Segment segment : segments.values()) {
            Segment next = after(segment);
            if (!segment.verified && next != null) {
                check(segment, next);
                return true;
            }
        }
        return false;
    }

    private void check(Segment segment, Segment next) throws IOException {
        try {
            keep(segment.first, SegmentCheck.closed(segment.file, segment.first, next.first));
        } catch (NoSuchFileException e) {
            forget(segment);
        }
    }

    /** Highest position that may have been given in any file, also in quarantined ones; 0 if empty. */
    long lastPosition() {
        return Math.max(
                newestHeld(), lost.stream().mapToLong(Quarantine.Lost::to).max().orElse(0));
    }

    /** Position of the newest record that can be read; 0 if there is none. */
    long newestHeld() {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        return last == null ? 0 : last.getValue().last;
    }

    /**
     * Appends framed records and forces them to disk; only then do readers see them.
     *
     * @param head goes before the records if they begin a segment; all keyed state
     */
    void write(Bytes head, Batch news, long nowMillis) throws IOException {
        try {
            boolean begins = beginsSegment();
            Segment segment =
                    begins ? begin(news.first, nowMillis) : segments.lastEntry().getValue();
            long from = segment.durable;
            long at = from;
            if (begins) {
                at = writeAll(head, at);
            }
            long end = writeAll(news.bytes, at);
            channel.force(false);
            bytesWritten.add(end - from);
            segment.note(news.first, at);
            segment.newestMillis = nowMillis;
            segment.records += news.records;
            segment.last = news.last;
            segment.durable = end;
            if (end >= segmentBytes) {
                closeChannel();
            }
        } catch (IOException e) {
            damaged = true; // after a failed write or sync the file's state is unknown: go on in a new one
            throw e;
        }
    }

    private long writeAll(Bytes bytes, long at) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes.array(), 0, bytes.size());
        while (left.hasRemaining()) {
            channel.write(left, at + left.position());
        }
        return at + bytes.size();
    }

    private Segment begin(long first, long nowMillis) throws IOException {
        cutUnsynced();
        closeChannel();
        Path file = dir.resolve(String.format("%019d%s", first, ENDING));
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        channel.write(ByteBuffer.allocate(Frame.MAGIC_BYTES).putLong(0, Frame.MAGIC), 0);
        syncDirectory();
        Segment segment = new Segment(file, first, Frame.MAGIC_BYTES, first - 1, nowMillis);
        segment.verified = true;
        segments.put(first, segment);
        damaged = false;
        return segment;
    }

    /** What a failed sync left behind must not come back as if it had been written. */
    private void cutUnsynced() {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        if (channel == null || last == null) {
            return;
        }
        try {
            channel.truncate(last.getValue().durable);
        } catch (IOException e) {
            log.warn("{}: its unsynced end could not be cut: {}", last.getValue().file, e.toString());
        }
    }

    /** A new file's name must survive a power cut too. */
    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Whether the next write begins a new segment. Sync thread. */
    boolean beginsSegment() {
        return channel == null || damaged;
    }

    private void closeChannel() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    void close() throws IOException {
        closeChannel();
    }

    long bytes() {
        return segments.values().stream().mapToLong(segment -> segment.durable).sum();
    }

    /** The oldest segment that is not written to, or null. Keeper thread. */
    Segment oldestClosed() {
        return segments.size() > 1 ? segments.firstEntry().getValue() : null;
    }

    /** Deletes the oldest closed segment and counts what went. Keeper thread. */
    void dropOldest(String why) throws IOException {
        Segment oldest = oldestClosed();
        if (oldest == null) {
            return;
        }
        segments.remove(oldest.first);
        Files.deleteIfExists(oldest.file);
        droppedSegments.increment();
        droppedRecords.add(oldest.records());
        droppedBytes.add(oldest.durable);
        log.warn("dropped {} ({})", oldest.file.getFileName(), why);
    }

    /** The segment that holds the position, or the next one after it; null if there is none. */
    Segment holding(long position) {
        Map.Entry<Long, Segment> floor = segments.floorEntry(position);
        if (floor != null && floor.getValue().last >= position) {
            return floor.getValue();
        }
        Map.Entry<Long, Segment> higher = segments.higherEntry(position);
        if (higher != null) {
            return higher.getValue();
        }
        return floor == null ? null : floor.getValue();
    }

    Segment after(Segment segment) {
        Map.Entry<Long, Segment> next = segments.higherEntry(segment.first);
        return next == null ? null : next.getValue();
    }

    /** A reader came upon a record that is not whole: the keeper is to look at the segment. */
    void suspect(Segment segment, long offset) {
        if (segment.verified) {
            segment.verified = false;
            log.error("{}: a record at byte {} cannot be read; the segment will be checked", segment.file, offset);
        }
    }

    /** A reader found that a file is gone which nobody here dropped. */
    void forget(Segment segment) {
        if (segments.remove(segment.first, segment)) {
            unreadable.add(segment.records());
            log.error("{} was deleted by somebody else; its records are lost", segment.file);
        }
    }
}
