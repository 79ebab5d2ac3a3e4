package si.paka.adapter.lorawan.chirpstack;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.model.port.MetricSource;

/** What is counted on the way from ChirpStack and back. */
record ChirpStackMetrics(ChirpStackClient client, EventCounts counts, Downlinks downlinks, Optional<ServerApi> api)
        implements MetricSource {
    @Override
    public void collect(Sink sink) {
        counts.eachKind((kind, count) ->
                sink.counter("chirpstack_events_total", "Events by kind", Map.of("kind", kind), count));
        counts.eachMalformed((why, count) -> sink.counter(
                "chirpstack_malformed_total", "Events not understood, by what is wrong", Map.of("why", why), count));
        Map<String, String> none = Map.of();
        sink.counter("chirpstack_errors_total", "Errors that the server reported", none, counts.errors());
        sink.counter("chirpstack_connects_total", "Connections made", none, client.connects());
        sink.counter("chirpstack_refusals_total", "Connections ended by an event not kept", none, client.refusals());
        sink.counter("chirpstack_acknowledged_total", "Events acknowledged", none, client.acknowledged());
        sink.gauge("chirpstack_unsafe", "Events that wait for the journal", none, client.unsafe());
        sink.counter("chirpstack_joins_rejected_total", "Joins that the server refused", none, counts.joinsRejected());
        for (Step step : Step.values()) {
            if (downlinks.ended(step) > 0 || step.isFinal()) {
                sink.counter(
                        "chirpstack_downlinks_total",
                        "Downlinks by their last step",
                        Map.of("end", step.name().toLowerCase(Locale.ROOT)),
                        downlinks.ended(step));
            }
        }
        sink.gauge("chirpstack_downlinks_waiting", "Downlinks without an answer yet", none, downlinks.waiting());
        api.ifPresent(server -> server.collect(sink));
    }
}
