package si.paka.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real broker; skipped where mosquitto is not installed. */
class BrokerTest {
    private static final String ROOT = "paka/1/velenje/k-1/";

    private record Got(String topic, String body, boolean retained) {}

    @TempDir
    private Path folder;

    private final TestCabinet cabinet = new TestCabinet();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private Mosquitto broker;
    private Target target;
    private MqttClient platform;

    @AfterEach
    void stop() throws Exception {
        if (target != null) {
            target.close();
        }
        leave();
        if (broker != null) {
            broker.close();
        }
    }

    /** The platform, with a session of its own, so that it misses nothing. */
    private void join() throws MqttException {
        platform = new MqttClient(broker.pahoUrl(), "platform", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        platform.setCallback(new Inbox()); // before connecting: what waited in the session comes at once
        platform.connect(options);
        platform.subscribe(new String[] {ROOT + "obs/#", ROOT + "status", ROOT + "cmd-result/#"}, new int[] {1, 1, 1});
    }

    private final class Inbox implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            take(topic, message);
        }

        @Override
        public void connectionLost(Throwable why) {
            // the tests that stop the broker join again
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // nobody asks
        }
    }

    private void take(String topic, MqttMessage message) {
        String body = new String(message.getPayload(), StandardCharsets.UTF_8);
        got.add(new Got(topic.substring(ROOT.length()), body, message.isRetained()));
    }

    private void leave() throws MqttException {
        if (platform != null) {
            if (platform.isConnected()) {
                platform.disconnect();
            }
            platform.close(true);
            platform = null;
        }
    }

    private List<String> bodies(String topic) {
        return got.stream()
                .filter(one -> one.topic().startsWith(topic))
                .map(Got::body)
                .toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.1", "5"})
    void fiveThousandMessagesKeepTheirOrderAndAreAllAcknowledged(String protocol) throws Exception {
        broker = new Mosquitto(folder).start();
        join();
        cabinet.measure(1, 5_000);
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        Await.until("all are there", () -> bodies("obs/").size() == 5_000);
        assertEquals(numbers(1, 5_000), bodies("obs/"));
        assertEquals(1, target.figures().connects());
        assertEquals(0, target.figures().repeated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.1", "5"})
    void nothingIsLostWhenTheBrokerIsKilledAndComesBack(String protocol) throws Exception {
        broker = new Mosquitto(folder, "autosave_on_changes true", "autosave_interval 1").start();
        join();
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        cabinet.measure(1, 1_000);
        Await.until("some have arrived", () -> bodies("obs/").size() > 100);
        broker.stop();
        Await.until("lost", () -> !target.problem().isEmpty());
        cabinet.measure(1_001, 2_000);
        leave();
        broker.start();
        join();
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        Await.until("all are there", () -> new LinkedHashSet<>(bodies("obs/")).size() == 2_000);
        assertEquals(numbers(1, 2_000), new ArrayList<>(new LinkedHashSet<>(bodies("obs/"))), "repeats dropped");
        assertEquals(2, target.figures().connects());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.1", "5"})
    void theStatusIsRetainedAndSaysOnlineThenOffline(String protocol) throws Exception {
        broker = new Mosquitto(folder).start();
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        Await.until("connected", () -> target.problem().isEmpty());
        Await.until("the status is there", () -> target.figures().inFlight() == 0);
        join();
        Await.until("online", () -> bodies("status").size() == 1);
        assertTrue(got.get(0).retained());
        assertTrue(got.get(0)
                .body()
                .matches("\\{\"state\":\"online\",\"since\":\"[^\"]+\",\"version\":\"0.1.0\","
                        + "\"startedAt\":\"2026-11-22T16:00:00Z\"}"));
        target.close();
        Await.until("offline", () -> bodies("status").size() == 2);
        assertTrue(bodies("status").get(1).startsWith("{\"state\":\"offline\""));
    }

    @Test
    void theWillSpeaksForACabinetThatIsGone() throws Exception {
        broker = new Mosquitto(folder).start();
        join();
        try (CutLine line = new CutLine(broker.port())) {
            target = cabinet.target(line.url(), null);
            Await.until("online", () -> bodies("status").size() == 1);
            line.cut();
            Await.until("offline, and online again", () -> bodies("status").size() == 3);
            assertTrue(bodies("status").get(1).startsWith("{\"state\":\"offline\""));
            assertTrue(bodies("status").get(2).startsWith("{\"state\":\"online\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.1", "5"})
    void commandsSentWhileItWasAwayArriveAndRetainedOnesAreRefused(String protocol) throws Exception {
        broker = new Mosquitto(folder).start();
        join();
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        Await.until("connected", () -> target.problem().isEmpty());
        target.close();
        String command =
                "{\"target\":\"lamp-1\",\"command\":\"dim\",\"value\":40,\"expiresAt\":\"2026-11-22T18:00:00Z\","
                        + "\"issuedBy\":\"dispatcher\",\"reason\":\"event\"}";
        byte[] body = command.getBytes(StandardCharsets.UTF_8);
        platform.publish(ROOT + "cmd/r-1", body, 1, false);
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        Await.until("accepted and applied", () -> bodies("cmd-result/r-1").size() == 2);
        assertEquals("lamp-1", cabinet.requests.get(0).target());
        assertEquals("dpv", cabinet.requests.get(0).uplinkTarget());
        target.close();
        platform.publish(ROOT + "cmd/r-2", body, 1, true);
        target = cabinet.target(broker.url(), null, "protocol", protocol);
        Await.until(
                "refused",
                () -> bodies("cmd-result/r-2").stream()
                        .anyMatch(result -> result.contains("a retained command is refused")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.1", "5"})
    void tlsTrustsOnlyWhatItIsToldAndLooksAtTheName(String protocol) throws Exception {
        Path store = folder.resolve("broker.p12");
        Path certificate = folder.resolve("broker.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "b",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "b",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                certificate.toString());
        writeKey(store, folder.resolve("broker.key"));
        broker = new Mosquitto(folder, "certfile " + certificate, "keyfile " + folder.resolve("broker.key")).start();
        cabinet.measure(1, 3);
        String trust = certificate.toString();
        target = cabinet.target("mqtts://127.0.0.1:" + broker.port(), null, "protocol", protocol, "trustStore", trust);
        Await.until("the name is wrong", () -> target.problem().contains("127.0.0.1"));
        target.close();
        target = cabinet.target("mqtts://localhost:" + broker.port(), null, "protocol", protocol);
        Await.until("the issuer is unknown", () -> target.problem().contains("PKIX"));
        target.close();
        target = cabinet.target("mqtts://localhost:" + broker.port(), null, "protocol", protocol, "trustStore", trust);
        Await.until("all are acknowledged", () -> target.backlog() == 0);
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> "keytool " + command);
    }

    private static void writeKey(Path store, Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        byte[] key = keys.getKey("b", "changeit".toCharArray()).getEncoded();
        String body = Base64.getMimeEncoder().encodeToString(key);
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }
}
