package si.paka.journal;

import java.util.Arrays;

/** Growing positions, on disk as differences. */
final class PositionList {
    private long[] values = new long[8];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** These behind the ones encoded before; null if there are none. */
    byte[] encodeBehind(byte[] before) {
        Bytes bytes = new Bytes((before == null ? 0 : before.length) + size * 3 + 16);
        long last = 0;
        for (long value : before == null ? new long[0] : decode(before)) {
            bytes.varint(value - last);
            last = value;
        }
        for (int i = 0; i < size; i++) {
            bytes.varint(values[i] - last);
            last = values[i];
        }
        return Arrays.copyOf(bytes.array(), bytes.size());
    }

    static long[] decode(byte[] bytes) {
        Bytes.Reader reader = new Bytes.Reader(bytes, 0, bytes.length);
        PositionList positions = new PositionList();
        long last = 0;
        while (reader.hasMore()) {
            last += reader.varint();
            positions.add(last);
        }
        return positions.toArray();
    }
}
