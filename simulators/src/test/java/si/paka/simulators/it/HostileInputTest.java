package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.devices.coap.SenMl;
import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.devices.lorawan.NetworkServer;
import si.paka.simulators.devices.lorawan.WasteContainer;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.gateway.GatewayApi;
import si.paka.simulators.mqtt.MqttLink;
import si.paka.simulators.platform.EmbeddedBroker;
import si.paka.simulators.platform.TownPlatform;

/** What nobody should send disturbs nothing, and the gateway then stops as quickly as ever. */
class HostileInputTest {
    private static final FleetPlan PLAN = new FleetPlan(0, 1, 0, 1, 12);
    private static final String ENDLESS = "70b3d57ed0ee0001";
    private static final String HEADER =
            "id,transport,address,profile,asset,name,owner,operator,jurisdiction,consent,raw,lat,lon\n";

    @Test
    void badInputIsRefusedAndTheRestGoesOn(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                TownPlatform platform = new TownPlatform(broker.url());
                TestCabinet cabinet = new TestCabinet(folder.resolve("home"), broker.url())
                        .profiles(Path.of("src/test/resources/profiles"))
                        .start();
                MqttLink attacker = new MqttLink(broker.url(), "attacker", "none", (topic, message) -> {});
                NetworkServer network = new NetworkServer(broker.url(), "town", Clock.systemUTC(), 1)) {
            Mailbox mailbox = new Mailbox(platform);
            cabinet.register(PLAN.devices());
            cabinet.register(HEADER + "endless,lorawan," + ENDLESS
                    + ",paka-test/endless,endless,Endless,MOV,MOV,municipal,internal,false,46.36,15.11\n");
            WasteContainer container = new WasteContainer(PLAN.devices().get(0).address(), "bin-01", 1);
            network.join(container);

            postRubbish(cabinet);
            publishRubbish(attacker, container.devEui());

            network.report(container);
            double filled = container.fillLevel() / 100.0;
            mailbox.await(
                    "obs/WasteContainer/bin-01",
                    body -> body.at("/fillingLevel/value").asDouble() == filled);
            GatewayApi api = cabinet.gateway().api();
            assertEquals(200, api.get("/health").status());
            Duration stop = cabinet.gateway().stop();
            assertTrue(stop.compareTo(Duration.ofSeconds(5)) <= 0, "it stopped in " + stop);
            mailbox.await("status", status -> status.path("state").asText().equals("offline"));
        }
    }

    private static void publishRubbish(MqttLink attacker, String devEui) throws Exception {
        String topic = "application/town/device/" + devEui + "/event/up";
        attacker.publish(topic, bytes("{\"deviceInfo\":{\"devEui\":\"" + devEui + "\"},\"fPort\":2,\"data\":\"***\"}"));
        attacker.publish(topic, bytes("{\"deviceInfo\": [[["));
        attacker.publish(topic, new byte[0]);
        attacker.publish(topic, bytes("x".repeat(1 << 20)));
        attacker.publish(
                topic,
                bytes("{\"deviceInfo\":{\"devEui\":\"" + devEui + "\"},\"fPort\":2,\"data\":\"" + "AAAA".repeat(1 << 18)
                        + "\"}"));
        attacker.publish("application/town/device/not-hex/event/up", bytes("{}"));
        attacker.publish(
                "application/town/device/" + ENDLESS + "/event/up",
                bytes("{\"deduplicationId\":\"e1\",\"time\":\"" + Instant.now() + "\",\"deviceInfo\":{\"devEui\":\""
                        + ENDLESS + "\"},\"fPort\":2,\"data\":\"AAAA\"}"));
    }

    private static void postRubbish(TestCabinet cabinet) throws Exception {
        try (StationClient stations = new StationClient(cabinet.targets().stations())) {
            assertAnswer("4.00", stations, "not senml", SenMl.JSON_FORMAT);
            assertAnswer("4.15", stations, "<xml/>", 41);
            assertAnswer("4.13", stations, "x".repeat(200_000), SenMl.JSON_FORMAT);
        }
    }

    private static void assertAnswer(String code, StationClient stations, String body, int format) throws Exception {
        StationClient.Answer answer =
                stations.post("air-01", bytes(body), format).get(60, TimeUnit.SECONDS);
        assertTrue(answer.code().startsWith(code), answer.toString());
        assertFalse(answer.diagnostic().isBlank(), "it says why");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
