package si.paka.simulators.devices.lorawan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import si.paka.simulators.mqtt.MqttLink;
import si.paka.simulators.platform.EmbeddedBroker;

class NetworkServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WasteContainer container = new WasteContainer("70b3d57ed0c00001", "bin-01", 1);
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private EmbeddedBroker broker;
    private MqttLink gateway;
    private NetworkServer server;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(0);
        gateway = new MqttLink(
                broker.url(),
                "gateway",
                "application/+/device/+/event/+",
                (topic, message) -> events.add(new Event(topic, message.getPayload())));
        server = new NetworkServer(broker.url(), "town", Clock.systemUTC(), 1);
    }

    @AfterEach
    void stop() {
        server.close();
        gateway.close();
        broker.close();
    }

    @Test
    void publishesJoinAndReportsAsChirpStackDoes() throws Exception {
        server.join(container);
        server.report(container);
        server.report(container);

        assertEquals("join", next().kind());
        JsonNode first = next().body();
        assertEquals("70b3d57ed0c00001", first.at("/deviceInfo/devEui").asText());
        assertEquals(2, first.path("fPort").asInt());
        assertEquals(5, first.path("data").binaryValue().length);
        assertFalse(first.has("fCnt"), "a zero is left out");
        assertEquals(1, next().body().path("fCnt").asInt());
    }

    @Test
    void deliversDownlinkAfterNextReport() throws Exception {
        server.join(container);
        next();
        String command =
                "{\"devEui\":\"70b3d57ed0c00001\",\"id\":\"q-1\",\"confirmed\":true,\"fPort\":10,\"data\":\"AQB4\"}";
        gateway.publish(
                "application/town/device/70b3d57ed0c00001/command/down", command.getBytes(StandardCharsets.UTF_8));
        Event event;
        do { // the command travels over the broker, so it may miss a report
            server.report(container);
            assertEquals("up", next().kind());
            event = events.poll(200, TimeUnit.MILLISECONDS);
        } while (event == null);
        assertEquals("txack", event.kind());
        assertEquals("q-1", event.body().path("queueItemId").asText());
        assertTrue(next().body().path("acknowledged").asBoolean());
    }

    private Event next() throws InterruptedException {
        Event event = events.poll(5, TimeUnit.SECONDS);
        assertTrue(event != null, "an event was expected");
        return event;
    }

    private record Event(String topic, byte[] payload) {
        String kind() {
            return topic.substring(topic.lastIndexOf('/') + 1);
        }

        JsonNode body() throws java.io.IOException {
            return JSON.readTree(payload);
        }
    }
}
