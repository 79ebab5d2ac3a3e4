package si.paka.journal;

import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: length of what follows the checksum (4 bytes), CRC-32C of it (4), position (8), kind (1),
 * body. A segment begins with {@link #MAGIC}.
 */
final class Frame {
    static final long MAGIC = 0x50414b410a000001L; // "PAKA", line feed, version 1
    static final int MAGIC_BYTES = 8;
    static final int HEAD = 8;
    static final int MOST = 4 << 20;

    private Frame() {}

    static int begin(Bytes to, long position, int kind) {
        int at = to.size();
        to.i32(0).i32(0).i64(position).u8(kind);
        return at;
    }

    static void end(Bytes to, int at) {
        int length = to.size() - at - HEAD;
        to.patchI32(at, length);
        to.patchI32(at + 4, checksum(to.array(), at + HEAD, length));
    }

    static int checksum(byte[] array, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(array, from, length);
        return (int) crc.getValue();
    }

    static int i32(byte[] array, int at) {
        return (array[at] & 0xff) << 24
                | (array[at + 1] & 0xff) << 16
                | (array[at + 2] & 0xff) << 8
                | array[at + 3] & 0xff;
    }

    static long i64(byte[] array, int at) {
        return (long) i32(array, at) << 32 | i32(array, at + 4) & 0xffffffffL;
    }
}
