package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux knows of a process at one moment.
 *
 * @param cpu time used so far, µs, in steps of 10 ms
 * @param rss resident memory, KiB
 * @param written bytes passed to storage so far
 */
record ProcessFigures(long cpu, long rss, long written) {
    private static final long TICK_US = 10_000;

    static ProcessFigures of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return new ProcessFigures(
                ticks * TICK_US, value(proc.resolve("status"), "VmRSS:"), value(proc.resolve("io"), "write_bytes:"));
    }

    double rssMb() {
        return rss / 1024.0;
    }

    private static long value(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return Long.parseLong(
                        line.substring(key.length()).replace("kB", "").strip());
            }
        }
        throw new IOException(file + " has no " + key);
    }
}
