package si.paka.journal;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** One file of a log. {@code durable} and {@code last} grow while it is the newest one. */
final class Segment {
    private static final long STEP = 32 << 10;

    final Path file;
    final long first;
    volatile long durable;
    volatile long last;
    volatile long newestMillis;
    volatile boolean verified;
    private final ConcurrentSkipListMap<Long, Long> offsets = new ConcurrentSkipListMap<>();
    private long indexedTo;

    /**
     * @param first position of its first record
     * @param durable bytes that hold whole, synced records
     * @param last position of its last record; first - 1 if it has none
     */
    Segment(Path file, long first, long durable, long last, long newestMillis) {
        this.file = file;
        this.first = first;
        this.durable = durable;
        this.last = last;
        this.newestMillis = newestMillis;
    }

    /** Notes where a record begins, for one in some 32 KiB. One thread. */
    void note(long position, long offset) {
        if (offset - indexedTo >= STEP) {
            offsets.put(position, offset);
            indexedTo = offset;
        }
    }

    /** Where to begin reading to find the record at a position. */
    long startFor(long position) {
        Map.Entry<Long, Long> before = offsets.floorEntry(position);
        return before == null ? Frame.MAGIC_BYTES : before.getValue();
    }
}
