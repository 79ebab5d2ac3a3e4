package si.paka.adapter.lorawan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Rank;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.journal.StateStore;
import si.paka.model.port.Ingest;
import si.paka.model.port.Receipt;

class EventReaderTest {
    private static final String EUI = "a84041ffff000017";
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final String UP = """
            {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-a5c902f9202d","time":"2026-11-22T16:00:00.1+00:00",
             "deviceInfo":{"tenantId":"t","deviceName":"Zabojnik","devEui":"a84041ffff000017","tags":{"a":"b"}},
             "devAddr":"00189440","adr":true,"dr":5,"fCnt":4,"fPort":2,"confirmed":false,"data":"NAB7AFs=",
             "object":{"deep":[{"x":1}]},
             "rxInfo":[{"gatewayId":"g1","rssi":-110,"snr":-2.5,"location":{"latitude":46.3}},
                       {"gatewayId":"g2","rssi":-97,"snr":7.2,"metadata":{"region":"eu868"}}],
             "txInfo":{"frequency":868500000,"modulation":{"lora":{"bandwidth":125000,"spreadingFactor":7}}}}
            """;

    private final List<DeviceMessage> messages = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Downlinks downlinks = new Downlinks(new NoState(), clock);
    private CompletableFuture<Receipt> answer =
            CompletableFuture.completedFuture(new Receipt(Receipt.Kind.STORED, CompletableFuture.completedFuture("")));
    private final EventReader reader = new EventReader(
            new Ingest() {
                @Override
                public CompletableFuture<Receipt> accept(DeviceMessage message) {
                    messages.add(message);
                    return answer;
                }

                @Override
                public void heard(
                        DeviceAddress source, String hint, boolean restarted, Map<String, Double> facts, Instant at) {
                    heard.add(source + " " + hint + " " + restarted);
                }
            },
            downlinks,
            clock);

    private static final class NoState implements StateStore {
        @Override
        public Optional<byte[]> find(String room, String key) {
            return Optional.empty();
        }

        @Override
        public Map<String, byte[]> all(String room) {
            return new HashMap<>();
        }

        @Override
        public CompletableFuture<Void> put(String room, String key, byte[] value) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> remove(String room, String key) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<Void> event(String kind, String body) {
        return reader.read("application/app-1/device/" + EUI + "/event/" + kind, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUplinkKeepsPayloadAndTheBestReception() {
        assertTrue(event("up", UP).isDone());
        DeviceMessage message = messages.get(0);
        assertArrayEquals(new byte[] {0x34, 0, 0x7b, 0, 0x5b}, message.payload());
        assertEquals(2, message.port());
        assertEquals("3ac7e3c4-4401-4b8d-9386-a5c902f9202d", message.messageId());
        assertEquals(NOW, message.receivedAt());
        assertEquals(-97.0, message.radio().get("rssi"));
        assertEquals(7.0, message.radio().get("sf"));
        assertEquals(2.0, message.radio().get("gateways"));
    }

    @Test
    void anEventIsDoneOnlyWhenTheMessageIsSafe() {
        answer = new CompletableFuture<>();
        CompletableFuture<Void> done = event("up", UP);
        assertFalse(done.isDone());
        answer.completeExceptionally(new IllegalStateException("disk"));
        assertTrue(done.isCompletedExceptionally());
    }

    @Test
    void whatIsMalformedIsCountedByReasonAndDone() {
        Map<String, String> bad = Map.of(
                "{\"deviceInfo\": [[[",
                "json",
                UP.replace("NAB7AFs=", "***"),
                "json",
                UP.replace("\"devEui\":\"a84041ffff000017\"", "\"devEui\":\"ffffffffffffffff\""),
                "deveui",
                UP.replace("\"fPort\":2", "\"fPort\":999"),
                "fport",
                "x".repeat(1 << 20),
                "size");
        bad.forEach((body, why) -> assertTrue(event("up", body).isDone(), why));
        assertTrue(
                reader.read("application/x/device/nothex/event/up", new byte[0]).isDone());
        assertEquals(2, reader.malformed().get("json").sum());
        for (String why : List.of("deveui", "fport", "size", "topic")) {
            assertEquals(1, reader.malformed().get(why).sum(), why);
        }
        assertTrue(messages.isEmpty());
    }

    @Test
    void zeroIsLeftOutByTheServer() {
        event("up", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\",\"deviceName\":\"n\"}}");
        assertEquals(List.of("lorawan:" + EUI + " n false"), heard);
    }

    @Test
    void joinAndStatusAreUnderstood() {
        event("join", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\",\"deviceName\":\"n\"}}");
        assertEquals(List.of("lorawan:" + EUI + " n true"), heard);
        event("status", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\"},\"margin\":12,\"batteryLevel\":87.5}");
        assertEquals(MessageKind.STATUS, messages.get(0).kind());
        assertEquals(
                "[{\"n\":\"margin\",\"v\":12.0},{\"n\":\"battery\",\"v\":87.5}]",
                new String(messages.get(0).payload(), StandardCharsets.UTF_8));
        event("status", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\"},\"margin\":12,\"externalPowerSource\":true}");
        assertEquals(
                "[{\"n\":\"margin\",\"v\":12.0}]", new String(messages.get(1).payload(), StandardCharsets.UTF_8));
    }

    @Test
    void aConfirmedDownlinkIsAppliedWhenTheDeviceAcknowledges() {
        downlinks.publishTo((topic, payload) -> {
            published.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(null);
        });
        assertEquals(Outcome.State.FAILED, downlinks.send(command()).join().state());
        event("join", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\"}}");
        CompletableFuture<Outcome> outcome = downlinks.send(command());
        assertTrue(published.get(0).startsWith("application/app-1/device/" + EUI + "/command/down {\"id\":\""));
        assertTrue(published.get(0).contains("\"confirmed\":true,\"fPort\":10,\"data\":\"AQB4\""), published.get(0));
        String id = published.get(0).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        event("txack", "{\"queueItemId\":\"" + id + "\"}");
        assertFalse(outcome.isDone());
        event("ack", "{\"queueItemId\":\"" + id + "\",\"acknowledged\":true}");
        assertEquals(Outcome.State.APPLIED, outcome.join().state());
    }

    private static Command command() {
        Device device = new Device(
                new DeviceId(EUI),
                new DeviceAddress(Transport.LORAWAN, EUI),
                new ProfileId("v/m"),
                new AssetId("bin-1"),
                "n",
                "o",
                "o",
                "municipal",
                new Consent(Consent.Scope.NONE, false, NOW, "t"),
                Optional.empty(),
                Map.of(),
                NOW,
                "t");
        EncodedCommand content = new EncodedCommand.Downlink(10, new byte[] {1, 0, 120}, true);
        return new Command("c1", device, content, Rank.OPERATOR_OVERRIDE, "r", NOW.plusSeconds(60));
    }
}
