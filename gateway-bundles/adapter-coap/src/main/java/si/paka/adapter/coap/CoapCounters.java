package si.paka.adapter.coap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import si.paka.model.port.MetricSource;

/** Counts what came in and what became of it. Safe from any thread. */
final class CoapCounters implements MetricSource {
    private record Answered(ResponseCode code, boolean secure) {}

    private final Map<Answered, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder flooded = new LongAdder();
    private final LongAdder unknownIdentities = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private final LongAdder droppedRecords = new LongAdder();

    void answered(ResponseCode code, boolean secure) {
        answers.computeIfAbsent(new Answered(code, secure), key -> new LongAdder())
                .increment();
    }

    void malformed() {
        malformed.increment();
    }

    void flooded() {
        flooded.increment();
    }

    void unknownIdentity() {
        unknownIdentities.increment();
    }

    void failedHandshake() {
        failedHandshakes.increment();
    }

    void droppedRecord() {
        droppedRecords.increment();
    }

    long floodedTotal() {
        return flooded.sum();
    }

    long malformedTotal() {
        return malformed.sum();
    }

    @Override
    public void collect(Sink sink) {
        answers.forEach((key, count) -> sink.counter(
                "coap_answers_total",
                "Requests below /d by answer",
                Map.of("code", key.code().toString(), "transport", key.secure() ? "coaps" : "coap"),
                count.sum()));
        sink.counter("coap_malformed_total", "Datagrams that are not CoAP", Map.of(), malformed.sum());
        sink.counter("coap_flooded_total", "Requests dropped because too many came", Map.of(), flooded.sum());
        sink.counter(
                "coap_unknown_identities_total",
                "DTLS handshakes under an identity without a key",
                Map.of(),
                unknownIdentities.sum());
        sink.counter("coap_failed_handshakes_total", "DTLS handshakes that failed", Map.of(), failedHandshakes.sum());
        sink.counter("coap_dropped_records_total", "DTLS records dropped", Map.of(), droppedRecords.sum());
    }
}
