package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the records of one segment in order, in large pieces. Stops at the given end, or before the first record that is
 * not whole. Used by one thread.
 */
final class SegmentScan implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final FileChannel channel;
    private byte[] buffer = new byte[PIECE];
    private long bufferAt;
    private int filled;
    private int at;

    long position;
    int kind;
    int bodyFrom;
    int bodyTo;

    SegmentScan(Path file, long offset) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        bufferAt = offset;
    }

    /** Goes on at another place of the same file. */
    void seek(long offset) {
        if (offset >= bufferAt && offset <= bufferAt + filled) {
            at = (int) (offset - bufferAt);
        } else {
            bufferAt = offset;
            filled = 0;
            at = 0;
        }
    }

    /** Where the next record begins. */
    long offset() {
        return bufferAt + at;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Moves to the next record that ends at or before {@code end}; false if there is none that is whole. */
    boolean next(long end) throws IOException {
        if (!have(Frame.HEAD, end)) {
            return false;
        }
        int length = Frame.i32(buffer, at);
        if (length < 9 || length > Frame.MOST || !have(Frame.HEAD + length, end)) {
            return false;
        }
        int from = at + Frame.HEAD;
        if (Frame.checksum(buffer, from, length) != Frame.i32(buffer, at + 4)) {
            return false;
        }
        position = Frame.i64(buffer, from);
        kind = buffer[from + 8] & 0xff;
        bodyFrom = from + 9;
        bodyTo = from + length;
        at = bodyTo;
        return true;
    }

    private boolean have(int bytes, long end) throws IOException {
        if (offset() + bytes > end) {
            return false;
        }
        return filled - at >= bytes || fill(bytes);
    }

    private boolean fill(int bytes) throws IOException {
        int left = filled - at;
        byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
        System.arraycopy(buffer, at, target, 0, left);
        buffer = target;
        bufferAt += at;
        at = 0;
        filled = left;
        while (filled < bytes) {
            int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), bufferAt + filled);
            if (read <= 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isGone(IOException e) {
        return e instanceof NoSuchFileException;
    }
}
