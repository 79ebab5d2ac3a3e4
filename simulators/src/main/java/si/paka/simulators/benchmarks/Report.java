package si.paka.simulators.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one run of the benchmarks: as lines, as JSON, and as the table of the documentation. */
record Report(Map<String, Object> facts, List<LoadResult> results) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static String line(LoadResult r) {
        return "%-10s %-13s %7.0f msg/s  p50 %8.2f ms  p99 %8.2f ms  %6.0f µs CPU  %5.0f MB  %6.0f B written  lost %d, repeated %d, disordered %d"
                .formatted(
                        r.system(),
                        r.shape(),
                        r.perSecond(),
                        r.p50(),
                        r.p99(),
                        r.cpu(),
                        r.rss(),
                        r.written(),
                        r.lost(),
                        r.repeated(),
                        r.disordered());
    }

    void write(Path file) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        body.put("cores", Runtime.getRuntime().availableProcessors());
        body.put("java", System.getProperty("java.vm.version"));
        body.put("facts", facts);
        body.put("results", results);
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), body);
    }

    /** Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | system | shape | msg/s | p50 ms | p99 ms | CPU µs/msg | resident MB | written B/msg | lost | out of order |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (LoadResult r : results) {
            table.append("| %s | %s | %.0f | %.2f | %.2f | %.0f | %.0f | %.0f | %d of %d | %d |%n"
                    .formatted(
                            r.system(),
                            r.shape(),
                            r.perSecond(),
                            r.p50(),
                            r.p99(),
                            r.cpu(),
                            r.rss(),
                            r.written(),
                            r.lost(),
                            r.sent(),
                            r.disordered()));
        }
        table.append("\n| figure | value |\n|---|---|\n");
        facts.forEach((name, value) -> table.append("| %s | %s |%n".formatted(name, value)));
        return table.toString();
    }
}
