package si.paka.core.internal;

import java.util.Map;
import si.paka.core.Gateway;
import si.paka.model.port.MetricSource;

/** What the core counts. */
final class GatewayMetrics implements MetricSource {
    private final Gateway gateway;

    GatewayMetrics(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void collect(Sink sink) {
        counters(sink, gateway.ingest().counters());
        counters(sink, gateway.cycle().counters());
        counters(sink, gateway.loop().counters());
        gateway.register()
                .gauges()
                .forEach((name, value) -> sink.gauge(name, "From the device register", Map.of(), value));
        sink.counter(
                "gateway_failures_total",
                "Turns of the gateway that failed",
                Map.of(),
                gateway.thread().failures());
        sink.counter(
                "ledger_lost_total",
                "Ledger records that found no room",
                Map.of(),
                gateway.ledger().lost());
        sink.gauge(
                "inbox_messages",
                "Decoded messages that wait for the gateway thread",
                Map.of(),
                gateway.thread().waiting());
        sink.gauge(
                "messages_undone",
                "Accepted messages that are not finished",
                Map.of(),
                gateway.progress().undone());
        sink.gauge(
                "alarms", "Standing alarms", Map.of(), gateway.alarms().list().size());
    }

    private static void counters(Sink sink, Map<String, Long> counters) {
        counters.forEach((name, value) -> sink.counter(name, name.replace('_', ' '), Map.of(), value));
    }
}
