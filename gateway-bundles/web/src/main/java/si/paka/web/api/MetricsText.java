package si.paka.web.api;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import si.paka.model.port.MetricSource;

/** Metrics in Prometheus' text format, version 0.0.4. */
final class MetricsText implements MetricSource.Sink {
    private record Family(String type, String help, List<String> lines) {}

    private final Map<String, Family> families = new TreeMap<>();

    private MetricsText() {}

    static String of(List<MetricSource> sources) {
        MetricsText text = new MetricsText();
        for (MetricSource source : sources) {
            source.collect(text);
        }
        Runtime runtime = Runtime.getRuntime();
        text.gauge("heap_used_bytes", "Heap in use", Map.of(), runtime.totalMemory() - runtime.freeMemory());
        text.gauge("heap_max_bytes", "Heap at most", Map.of(), runtime.maxMemory());
        text.gauge(
                "threads",
                "Threads",
                Map.of(),
                ManagementFactory.getThreadMXBean().getThreadCount());
        return text.write();
    }

    @Override
    public void counter(String name, String help, Map<String, String> labels, double value) {
        add("counter", name, help, labels, value);
    }

    @Override
    public void gauge(String name, String help, Map<String, String> labels, double value) {
        add("gauge", name, help, labels, value);
    }

    private void add(String type, String name, String help, Map<String, String> labels, double value) {
        StringBuilder line = new StringBuilder("paka_").append(name);
        if (!labels.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            new TreeMap<>(labels).forEach((key, text) -> pairs.add(key + "=\"" + escaped(text) + "\""));
            line.append('{').append(String.join(",", pairs)).append('}');
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        line.append(' ').append(whole ? Long.toString((long) value) : Double.toString(value));
        families.computeIfAbsent(name, n -> new Family(type, help, new ArrayList<>()))
                .lines()
                .add(line.toString());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private String write() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# HELP paka_")
                    .append(name)
                    .append(' ')
                    .append(family.help())
                    .append('\n');
            text.append("# TYPE paka_")
                    .append(name)
                    .append(' ')
                    .append(family.type())
                    .append('\n');
            family.lines().forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
