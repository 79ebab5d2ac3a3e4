package si.paka.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that records are written into: varints, short texts, doubles that are often whole numbers. */
final class Bytes {
    private static final int KEPT = 1 << 20;

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return array;
    }

    /** Empties it; an array that grew large in a burst is given back. */
    void reset() {
        size = 0;
        if (array.length > KEPT) {
            array = new byte[KEPT / 16];
        }
    }

    /** Takes back what was written after {@code to}. */
    void cutTo(int to) {
        size = to;
    }

    private void room(int more) {
        if (size + more > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + more));
        }
    }

    Bytes u8(int value) {
        room(1);
        array[size++] = (byte) value;
        return this;
    }

    Bytes i32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            array[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    Bytes i64(long value) {
        return i32((int) (value >>> 32)).i32((int) value);
    }

    /** Overwrites four bytes written before. */
    void patchI32(int at, int value) {
        for (int i = 0; i < 4; i++) {
            array[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    Bytes varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    Bytes zigzag(long value) {
        return varint(value << 1 ^ value >> 63);
    }

    Bytes bytes(byte[] value) {
        varint(value.length);
        room(value.length);
        System.arraycopy(value, 0, array, size, value.length);
        size += value.length;
        return this;
    }

    Bytes text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A tag byte, then a whole number, hundredths, or all eight bytes: most measurements are short. */
    Bytes number(double value) {
        if (isWhole(value)) {
            return u8(0).zigzag((long) value);
        }
        double hundredths = Math.rint(value * 100);
        if (value != 0 && Math.abs(hundredths) < 1e12 && hundredths / 100 == value) {
            return u8(1).zigzag((long) hundredths);
        }
        return u8(2).i64(Double.doubleToRawLongBits(value));
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0);
    }

    /** Reads what was written above. */
    static final class Reader {
        private final byte[] array;
        private final int end;
        private int at;

        Reader(byte[] array, int from, int end) {
            this.array = array;
            this.at = from;
            this.end = end;
        }

        boolean hasMore() {
            return at < end;
        }

        int u8() {
            need(1);
            return array[at++] & 0xff;
        }

        int i32() {
            need(4);
            int value = 0;
            for (int i = 0; i < 4; i++) {
                value = value << 8 | array[at++] & 0xff;
            }
            return value;
        }

        long i64() {
            return (long) i32() << 32 | i32() & 0xffffffffL;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int b = u8();
                value |= (long) (b & 0x7f) << shift;
                if ((b & 0x80) == 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a number has more than ten bytes");
        }

        long zigzag() {
            long value = varint();
            return value >>> 1 ^ -(value & 1);
        }

        byte[] bytes() {
            int length = (int) varint();
            need(length);
            byte[] value = Arrays.copyOfRange(array, at, at + length);
            at += length;
            return value;
        }

        String text() {
            int length = (int) varint();
            need(length);
            String value = new String(array, at, length, StandardCharsets.UTF_8);
            at += length;
            return value;
        }

        double number() {
            return switch (u8()) {
                case 0 -> zigzag();
                case 1 -> zigzag() / 100.0;
                default -> Double.longBitsToDouble(i64());
            };
        }

        private void need(int bytes) {
            if (bytes < 0 || at + bytes > end) {
                throw new IllegalArgumentException("a record ends early");
            }
        }
    }
}
