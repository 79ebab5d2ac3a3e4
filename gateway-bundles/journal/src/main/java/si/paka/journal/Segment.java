package si.paka.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** One file of a log. {@code durable} and {@code last} grow while it is the newest one. */
final class Segment {
    private static final long STEP = 32 << 10;

    final Path file;
    final long first;
    volatile long durable;
    volatile long last;
    volatile long newestMillis;
    /** Whether it has been read through without finding damage, by us or because we wrote it. */
    volatile boolean verified;
    /** How many records it holds; 0 while that has not been counted. Written by one thread at a time. */
    volatile long records;

    private long[] positions = new long[4];
    private long[] offsets = new long[4];
    private int noted;
    private long indexedTo;
    private boolean indexed;

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

    /** Notes where a record begins, for one in some 32 KiB. */
    synchronized void note(long position, long offset) {
        indexed = true;
        if (offset - indexedTo < STEP) {
            return;
        }
        if (noted == positions.length) {
            positions = Arrays.copyOf(positions, noted * 2);
            offsets = Arrays.copyOf(offsets, noted * 2);
        }
        positions[noted] = position;
        offsets[noted++] = offset;
        indexedTo = offset;
    }

    /** How many records it holds; at most so many if they have not been counted. */
    long records() {
        return records > 0 ? records : last - first + 1;
    }

    /** Where to begin reading to find the record at a position. */
    synchronized long startFor(long position) throws IOException {
        if (!indexed) {
            readThrough(durable);
            indexed = true;
        }
        int at = Arrays.binarySearch(positions, 0, noted, position);
        int before = at >= 0 ? at : -at - 2;
        return before < 0 ? Frame.MAGIC_BYTES : offsets[before];
    }

    /**
     * Reads its records up to {@code size} or to the first that is not whole, noting where they lie.
     *
     * @return where the last whole record ends, and its position
     */
    synchronized End readThrough(long size) throws IOException {
        noted = 0;
        indexedTo = 0;
        long counted = 0;
        long newest = first - 1;
        try (SegmentScan scan = new SegmentScan(file, Frame.MAGIC_BYTES)) {
            long at = scan.offset();
            while (scan.next(size)) {
                note(scan.position, at);
                at = scan.offset();
                counted++;
                newest = Math.max(newest, scan.position);
            }
            records = counted;
            return new End(at, newest);
        }
    }

    record End(long offset, long position) {}
}
