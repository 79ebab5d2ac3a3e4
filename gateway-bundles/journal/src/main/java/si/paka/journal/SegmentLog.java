package si.paka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one stream. Writing, rolling and dropping are done by the journal's sync thread (and by opening and closing,
 * before and after it runs); reading by anyone.
 */
final class SegmentLog {
    private static final Logger log = LoggerFactory.getLogger(SegmentLog.class);
    private static final String ENDING = ".log";
    private static final long CHECKED_AT_START = 64 << 20;
    private static final String QUARANTINE = ".quarantined";

    final LongAdder bytesWritten = new LongAdder();
    final LongAdder bytesCut = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder droppedSegments = new LongAdder();
    final LongAdder droppedRecords = new LongAdder();
    final LongAdder droppedBytes = new LongAdder();

    private final Path dir;
    private final int segmentBytes;
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private FileChannel channel;
    private boolean damaged;

    SegmentLog(Path dir, int segmentBytes) throws IOException {
        this.dir = dir;
        this.segmentBytes = segmentBytes;
        Files.createDirectories(dir);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(dir)) {
            all.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .forEach(files::add);
        }
        long checked = 0;
        for (int i = files.size() - 1; i >= 0; i--) {
            Path file = files.get(i);
            boolean isLast = i == files.size() - 1;
            long size = Files.size(file);
            if (isLast || checked + size <= CHECKED_AT_START) {
                checked += size;
                verify(file, isLast);
            } else {
                long next = firstOf(files.get(i + 1));
                segments.put(
                        firstOf(file),
                        new Segment(
                                file,
                                firstOf(file),
                                size,
                                next - 1,
                                Files.getLastModifiedTime(file).toMillis()));
            }
        }
    }

    private static long firstOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    /** Checks one older segment that was not read at start; false if there is none left. Sync thread. */
    boolean verifyOne() throws IOException {
        for (Segment segment : segments.values()) {
            if (!segment.verified && segment != lastSegment()) {
                verify(segment.file, false);
                return true;
            }
        }
        return false;
    }

    private Segment lastSegment() {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        return last == null ? null : last.getValue();
    }

    /** Reads a segment through: the last one's torn tail is cut; an earlier one that is damaged is quarantined. */
    private void verify(Path file, boolean isLast) throws IOException {
        long first = firstOf(file);
        long size = Files.size(file);
        Segment segment = new Segment(
                file,
                first,
                Frame.MAGIC_BYTES,
                first - 1,
                Files.getLastModifiedTime(file).toMillis());
        if (size >= Frame.MAGIC_BYTES && hasMagic(file)) {
            readThrough(segment, size);
        }
        segment.verified = true;
        if (segment.durable < size && (!isLast || hasWholeRecordBehind(file, segment.durable, size))) {
            quarantine(segment, size);
            return;
        }
        if (segment.last < first) {
            Files.delete(file); // holds no record
            segments.remove(first);
            return;
        }
        if (segment.durable < size) {
            cutTail(file, segment.durable, size);
        }
        segments.put(first, segment);
    }

    private static void readThrough(Segment segment, long size) throws IOException {
        try (SegmentScan scan = new SegmentScan(segment.file, Frame.MAGIC_BYTES)) {
            long at = scan.offset();
            while (scan.next(size)) {
                segment.note(scan.position, at);
                at = scan.offset();
                segment.durable = at;
                segment.last = Math.max(segment.last, scan.position);
            }
        }
    }

    private static boolean hasMagic(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(Frame.MAGIC_BYTES);
            in.read(head, 0);
            return head.getLong(0) == Frame.MAGIC;
        }
    }

    /** A tail that was torn by a crash has no whole record behind it; damage in the middle has. */
    private static boolean hasWholeRecordBehind(Path file, long from, long size) throws IOException {
        byte[] tail = new byte[(int) Math.min(size - from, 256 << 10)];
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(tail);
            while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) > 0) {
                continue;
            }
        }
        for (int at = 1; at + Frame.HEAD + 9 <= tail.length; at++) {
            int length = Frame.i32(tail, at);
            boolean fits = length >= 9 && length <= tail.length - at - Frame.HEAD;
            if (fits && Frame.checksum(tail, at + Frame.HEAD, length) == Frame.i32(tail, at + 4)) {
                return true;
            }
        }
        return false;
    }

    private void cutTail(Path file, long whole, long size) throws IOException {
        bytesCut.add(size - whole);
        log.warn(
                "{}: {} bytes at the end were not whole and were cut; nothing acknowledged was in them",
                file,
                size - whole);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.truncate(Math.max(whole, 0));
            out.force(true);
        }
    }

    /** The damaged file is kept under another name; its good leading records go on in a copy. */
    private void quarantine(Segment segment, long size) throws IOException {
        quarantined.increment();
        Path kept = segment.file.resolveSibling(segment.file.getFileName() + QUARANTINE);
        Files.move(segment.file, kept, StandardCopyOption.REPLACE_EXISTING);
        log.error(
                "{}: damaged after byte {} of {}; kept as {}. Its records after position {} cannot be read; check the"
                        + " storage card",
                segment.file,
                segment.durable,
                size,
                kept.getFileName(),
                segment.last);
        if (segment.last < segment.first) {
            segments.remove(segment.first);
            return;
        }
        try (FileChannel in = FileChannel.open(kept, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(segment.file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < segment.durable; ) {
                at += in.transferTo(at, segment.durable - at, out);
            }
            out.force(true);
        }
        segments.put(segment.first, segment);
    }

    /** Highest position in any file; 0 if empty. */
    long lastPosition() {
        Map.Entry<Long, Segment> last = segments.lastEntry();
        return last == null ? 0 : last.getValue().last;
    }

    /** Appends framed records and forces them to disk; only then do readers see them. */
    void write(byte[] records, int length, long first, long last, long nowMillis) throws IOException {
        try {
            Segment segment = current(first, nowMillis);
            long from = segment.durable;
            ByteBuffer bytes = ByteBuffer.wrap(records, 0, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes, from + bytes.position());
            }
            channel.force(false);
            bytesWritten.add(length);
            segment.note(first, from);
            segment.newestMillis = nowMillis;
            segment.last = last;
            segment.durable = from + length;
            if (segment.durable >= segmentBytes) {
                closeChannel();
            }
        } catch (IOException e) {
            damaged = true; // after a failed write or sync the file's state is unknown: go on in a new one
            throw e;
        }
    }

    private Segment current(long first, long nowMillis) throws IOException {
        if (channel != null && !damaged) {
            return segments.lastEntry().getValue();
        }
        cutUnsynced();
        closeChannel();
        Path file = dir.resolve(String.format("%019d%s", first, ENDING));
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        channel.write(ByteBuffer.allocate(8).putLong(0, Frame.MAGIC), 0);
        syncDirectory();
        Segment segment = new Segment(file, first, Frame.MAGIC_BYTES, first - 1, nowMillis);
        segment.verified = true;
        segments.put(first, segment);
        damaged = false;
        return segment;
    }

    /** What a failed sync left behind must not come back as if it had been written. */
    private void cutUnsynced() {
        Segment last = lastSegment();
        if (channel == null || last == null) {
            return;
        }
        try {
            channel.truncate(last.durable);
        } catch (IOException e) {
            log.warn("{}: its unsynced end could not be cut: {}", last.file, e.toString());
        }
    }

    /** A new file's name must survive a power cut too. */
    private void syncDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Whether the next write begins a new segment. */
    boolean beginsSegment() {
        return channel == null || damaged;
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    void close() throws IOException {
        closeChannel();
    }

    long bytes() {
        return segments.values().stream().mapToLong(segment -> segment.durable).sum();
    }

    /** The oldest segment that is not written to, if any. */
    Segment oldestClosed() {
        return segments.size() > 1 || (channel == null && segments.size() == 1)
                ? segments.firstEntry().getValue()
                : null;
    }

    /** Deletes the oldest closed segment and counts what went. */
    void dropOldest(String why) throws IOException {
        Segment oldest = oldestClosed();
        if (oldest == null) {
            return;
        }
        segments.remove(oldest.first);
        Files.deleteIfExists(oldest.file);
        droppedSegments.increment();
        droppedRecords.add(oldest.last - oldest.first + 1);
        droppedBytes.add(oldest.durable);
        log.info("dropped {} ({})", oldest.file.getFileName(), why);
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
}
