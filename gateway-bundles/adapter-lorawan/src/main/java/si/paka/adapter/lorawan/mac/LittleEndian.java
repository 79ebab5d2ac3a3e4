package si.paka.adapter.lorawan.mac;

import java.util.Arrays;

/** Writes and reads the byte order of the air: least significant byte first. */
final class LittleEndian {
    private byte[] bytes;
    private int size;

    LittleEndian(int capacity) {
        bytes = new byte[capacity];
    }

    LittleEndian put(long value, int width) {
        room(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    LittleEndian put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Unsigned, up to seven bytes. */
    static long read(byte[] from, int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | from[at + i] & 0xff;
        }
        return value;
    }

    /** As printed on paper: 16 hex digits, most significant first. */
    static String eui(byte[] from, int at) {
        return String.format("%016x", read(from, at, 8));
    }

    static long eui(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }
}
