package si.paka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a segment through: the newest one's torn tail is cut, one that is damaged goes to quarantine. */
final class SegmentCheck {
    private static final Logger log = LoggerFactory.getLogger(SegmentCheck.class);

    /**
     * What is left of a segment.
     *
     * @param segment empty if it holds no readable record
     * @param bytesCut the torn tail
     */
    record Result(Optional<Segment> segment, long bytesCut, Optional<Quarantine.Lost> lost) {}

    private final Path file;
    private final long first;
    private final long size;
    private final Segment segment;

    private SegmentCheck(Path file, long first) throws IOException {
        this.file = file;
        this.first = first;
        size = Files.size(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        segment = new Segment(file, first, Frame.MAGIC_BYTES, first - 1, modified);
        if (size >= Frame.MAGIC_BYTES && hasMagic()) {
            Segment.End end = segment.readThrough(size);
            segment.durable = end.offset();
            segment.last = end.position();
        }
        segment.verified = true;
    }

    /** Checks the newest segment of a log, which a crash may have torn. */
    static Result newest(Path file, long first) throws IOException {
        SegmentCheck check = new SegmentCheck(file, first);
        long beyond = check.highestBehind();
        return beyond > 0 ? check.quarantine(beyond) : check.cut();
    }

    /** Checks a segment that was closed; {@code next} is the first position of the one after it. */
    static Result closed(Path file, long first, long next) throws IOException {
        SegmentCheck check = new SegmentCheck(file, first);
        return check.segment.durable < check.size ? check.quarantine(next - 1) : check.cut();
    }

    private boolean hasMagic() throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(Frame.MAGIC_BYTES);
            return in.read(head, 0) == Frame.MAGIC_BYTES && head.getLong(0) == Frame.MAGIC;
        }
    }

    private long highestBehind() throws IOException {
        return segment.durable < size ? Quarantine.highestBehind(file, segment.durable, size, segment.last) : 0;
    }

    private Result cut() throws IOException {
        long torn = Math.max(0, size - segment.durable);
        if (torn > 0) {
            log.warn("{}: {} bytes at the end were not whole and were cut", file, torn);
        }
        if (segment.last < first) { // nothing but a header, or state that was never complete
            Files.delete(file);
            return new Result(Optional.empty(), torn, Optional.empty());
        }
        if (torn > 0) {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                out.truncate(segment.durable);
                out.force(true);
            }
        }
        return new Result(Optional.of(segment), torn, Optional.empty());
    }

    private Result quarantine(long highest) throws IOException {
        Quarantine.Lost lost = new Quarantine.Lost(segment.last + 1, Math.max(highest, segment.last + 1));
        Path kept = Quarantine.putAside(file, first, segment.durable, lost);
        log.error(
                "{} is damaged after byte {} of {}: positions {} of its log cannot be read. Kept as {}; check the storage card",
                file,
                segment.durable,
                size,
                lost,
                kept.getFileName());
        return new Result(segment.last < first ? Optional.empty() : Optional.of(segment), 0, Optional.of(lost));
    }
}
