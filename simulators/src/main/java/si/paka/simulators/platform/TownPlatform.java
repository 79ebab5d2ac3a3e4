package si.paka.simulators.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import si.paka.simulators.mqtt.MqttLink;

/**
 * Stands for the town's platform: listens to every cabinet, checks the sequences, counts, and can send commands. Safe from
 * any thread.
 */
public final class TownPlatform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Consumer<Publication>> listeners = new CopyOnWriteArrayList<>();
    private final SequenceCheck sequences = new SequenceCheck();
    private final Map<String, Long> counts = new TreeMap<>();
    private final MqttLink link;

    public TownPlatform(String brokerUrl) throws MqttException {
        this(brokerUrl, publication -> {});
    }

    /** @param first listens from the start, so that it gets what the broker has retained */
    public TownPlatform(String brokerUrl, Consumer<Publication> first) throws MqttException {
        listeners.add(first);
        link = new MqttLink(brokerUrl, "town-platform-" + Long.toHexString(System.nanoTime()), "paka/#", this::take);
    }

    /** The listener is called on the receiving thread, after checking. */
    public void listen(Consumer<Publication> listener) {
        listeners.add(listener);
    }

    /**
     * Sends a command on {@code paka/1/<town>/<cabinet>/cmd/<requestId>}.
     *
     * @param value the command's value, e.g. {@code {"level": 50}}; may be empty
     */
    public void command(CabinetTopic cabinet, String requestId, Request request) throws MqttException {
        Map<String, Object> body = Map.of(
                "target", request.target(),
                "command", request.command(),
                "value", request.value(),
                "expiresAt", request.expiresAt().toString(),
                "issuedBy", request.issuedBy(),
                "reason", request.reason());
        link.publish(cabinet.of("cmd/" + requestId), bytes(body));
    }

    /** How many entities arrived once each, how many again, how many never. */
    public synchronized String summary() {
        return "%d entities received, %d repeated, %d missing"
                .formatted(sequences.accepted(), sequences.repeated(), sequences.missing());
    }

    public synchronized long entities() {
        return sequences.accepted();
    }

    public synchronized long missing() {
        return sequences.missing();
    }

    /** Received publications by the first topic level below the cabinet: {@code obs}, {@code event}, …. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public void close() {
        link.close();
    }

    private void take(String topic, MqttMessage message) {
        Publication publication = new Publication(topic, message.getPayload(), message.isRetained());
        String[] levels = topic.split("/", 6);
        if (levels.length >= 5) {
            count(levels[2] + "/" + levels[3], levels[4], publication);
        }
        for (Consumer<Publication> listener : listeners) {
            listener.accept(publication);
        }
    }

    private synchronized void count(String cabinet, String kind, Publication publication) {
        counts.merge(kind, 1L, Long::sum);
        if (!kind.equals("obs")) {
            return;
        }
        JsonNode sequence = read(publication).path("uplinkSequence").path("value");
        if (sequence.isIntegralNumber()) {
            sequences.take(cabinet, sequence.longValue());
        }
    }

    private static JsonNode read(Publication publication) {
        try {
            return JSON.readTree(publication.payload());
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON on " + publication.topic(), e);
        }
    }

    private static byte[] bytes(Map<String, Object> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the platform asks a cabinet for. */
    public record Request(
            String target, String command, Object value, Instant expiresAt, String issuedBy, String reason) {}
}
