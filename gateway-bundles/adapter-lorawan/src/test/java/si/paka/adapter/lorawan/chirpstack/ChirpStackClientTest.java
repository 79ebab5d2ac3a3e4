package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker; skipped where mosquitto is not installed. */
class ChirpStackClientTest {
    @TempDir
    private Path folder;

    private final TestEvents events = new TestEvents();
    private Mosquitto broker;
    private ChirpStackClient client;

    @AfterEach
    void stop() throws InterruptedException {
        if (client != null) {
            client.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private void startClient() {
        client = new ChirpStackClient(ChirpStackSettings.of(broker.url(), "paka-test", "+", new Tls("", "", "")));
        Clock clock = Clock.systemUTC();
        Applications applications = new Applications(new NoState());
        Marshaler marshaler = new JsonMarshaler();
        Downlinks downlinks = new Downlinks(new BrokerRoute(applications, client, marshaler), clock);
        client.start(new EventReader(
                events, marshaler, applications, downlinks, new RadioBook(), new EventCounts(clock), clock));
    }

    private void startBoth() throws Exception {
        broker = new Mosquitto(folder).start();
        startClient();
        Await.until("connected", () -> client.problem().isEmpty());
    }

    private void publish(int from, int to) throws MqttException {
        try (MqttClient server = new MqttClient(broker.pahoUrl(), "chirpstack", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMaxInflight(1_000);
            server.connect(options);
            for (int i = from; i <= to; i++) {
                String eui = "a84041ffff00000" + i % 8;
                String event = "{\"deduplicationId\":\"" + i + "\",\"deviceInfo\":{\"devEui\":\"" + eui
                        + "\"},\"fPort\":1,\"data\":\"AQID\"}";
                server.publish(
                        "application/a/device/" + eui + "/event/up", event.getBytes(StandardCharsets.UTF_8), 1, false);
            }
            server.disconnect();
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void anEventIsAcknowledgedOnlyOnceItIsSafe() throws Exception {
        startBoth();
        CompletableFuture<Void> disk = new CompletableFuture<>();
        events.answer = message -> disk;
        publish(1, 1);
        Await.until("the event is in", () -> events.uplinks.size() == 1);
        assertEquals(0, client.acknowledged());
        disk.complete(null);
        Await.until("acknowledged", () -> client.acknowledged() == 1);
    }

    @Test
    void whatWasRefusedComesAgainInOrderAndLaterOnesDoNotOvertake() throws Exception {
        startBoth();
        events.answer = message -> message.messageId().equals("3")
                ? CompletableFuture.failedFuture(new IllegalStateException("the journal is full"))
                : CompletableFuture.completedFuture(null);
        publish(1, 6);
        Await.until("refused", () -> client.refusals() == 1);
        assertEquals(List.of("1", "2", "3"), events.ids(), "nothing is taken in behind a refused event");
        assertTrue(client.problem().contains("the journal is full"), client.problem());
        events.uplinks.clear();
        events.answer = message -> CompletableFuture.completedFuture(null);
        Await.until("all are in", () -> client.acknowledged() == 6);
        assertEquals(List.of("3", "4", "5", "6"), events.ids());
        Await.until("well again", () -> client.problem().isEmpty());
    }

    @Test
    void whatWasNotSafeWhenTheGatewayWentComesAgain() throws Exception {
        startBoth();
        events.answer = message -> new CompletableFuture<>();
        publish(1, 3);
        Await.until("the events are in", () -> events.uplinks.size() == 3);
        client.close();
        events.uplinks.clear();
        events.answer = message -> CompletableFuture.completedFuture(null);
        publish(4, 5);
        startClient();
        Await.until("all are in", () -> client.acknowledged() == 5);
        assertEquals(ids(1, 5), events.ids());
    }

    @Test
    void fiveThousandEventsKeepTheirOrderAndAreAllAcknowledged() throws Exception {
        startBoth();
        publish(1, 5_000);
        Await.until("all are acknowledged", () -> client.acknowledged() == 5_000);
        assertEquals(ids(1, 5_000), events.ids());
        assertEquals(0, client.unsafe());
    }

    @Test
    void connectsWhenTheBrokerComesLateAndComesBack() throws Exception {
        broker = new Mosquitto(folder);
        startClient();
        Await.until("it says so", () -> client.problem().startsWith("not connected: "));
        broker.start();
        Await.until("connected", () -> client.problem().isEmpty());
        publish(1, 1);
        Await.until("first event", () -> client.acknowledged() == 1);
        broker.stop();
        Await.until("lost", () -> !client.problem().isEmpty());
        assertFalse(client.publish("application/a/device/x/command/down", new byte[0])
                .isCancelled());
        broker.start();
        publish(2, 3);
        Await.until("what came meanwhile", () -> client.acknowledged() == 3);
        assertEquals(ids(1, 3), new ArrayList<>(events.ids()));
    }
}
