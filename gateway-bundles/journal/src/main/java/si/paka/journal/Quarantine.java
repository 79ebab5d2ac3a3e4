package si.paka.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Damaged segments are kept, never deleted: the file becomes {@code <first>.<from>-<to>.quarantined}, where from..to are the
 * positions that cannot be read any more, and a copy of its good beginning takes its place.
 */
final class Quarantine {
    static final String ENDING = ".quarantined";
    private static final String PART = ".part";
    private static final Pattern NAME = Pattern.compile("\\d+\\.(\\d+)-(\\d+)" + Pattern.quote(ENDING));
    private static final long FAR = 1L << 32;

    /** Positions that lie in a damaged part; {@code to} is the highest one that may have been given. */
    record Lost(long from, long to) {
        @Override
        public String toString() {
            return from + ".." + to;
        }
    }

    private Quarantine() {}

    /** What the quarantined files of a log say is lost. */
    static List<Lost> list(Path dir) throws IOException {
        List<Lost> lost = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            files.sorted().forEach(file -> {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    lost.add(new Lost(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                }
            });
        }
        return lost;
    }

    /** Puts a file aside; its first {@code good} bytes stay under its name, unless they hold no record. */
    static Path putAside(Path file, long first, long good, Lost lost) throws IOException {
        boolean hasGood = lost.from() > first;
        Path part = file.resolveSibling(file.getFileName() + PART);
        if (hasGood) {
            copy(file, part, good);
        }
        Path kept = file.resolveSibling(String.format("%019d.%d-%d%s", first, lost.from(), lost.to(), ENDING));
        Files.move(file, kept);
        if (hasGood) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return kept;
    }

    /** Finishes what a crash interrupted. */
    static void recover(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(PART)).toList()) {
                String name = part.getFileName().toString();
                Path file = part.resolveSibling(name.substring(0, name.length() - PART.length()));
                if (Files.exists(file)) {
                    Files.delete(part);
                } else {
                    Files.move(part, file);
                }
            }
        }
    }

    private static void copy(Path from, Path to, long bytes) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; ) {
                at += in.transferTo(at, bytes - at, out);
            }
            out.force(true);
        }
    }

    /**
     * Highest position of any whole record behind a place that could not be read; 0 if there is none. A tail torn by a crash
     * has none; damage in the middle has.
     */
    static long highestBehind(Path file, long from, long size, long after) throws IOException {
        if (size - from < Frame.HEAD + 9) {
            return 0;
        }
        long highest = 0;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            MappedByteBuffer bytes = in.map(FileChannel.MapMode.READ_ONLY, from, size - from);
            for (int at = 0; at + Frame.HEAD + 9 <= bytes.limit(); at++) {
                if (isRecord(bytes, at, after)) {
                    highest = Math.max(highest, bytes.getLong(at + Frame.HEAD));
                    at += Frame.HEAD + bytes.getInt(at) - 1;
                }
            }
        }
        return highest;
    }

    private static boolean isRecord(MappedByteBuffer bytes, int at, long after) {
        int length = bytes.getInt(at);
        if (length < 9 || length > Frame.MOST || length > bytes.limit() - at - Frame.HEAD) {
            return false;
        }
        long position = bytes.getLong(at + Frame.HEAD);
        if (position <= after
                || position - after > FAR) { // cheap, and keeps made-up bytes from costing a checksum each
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(at + Frame.HEAD, length));
        return (int) crc.getValue() == bytes.getInt(at + 4);
    }
}
