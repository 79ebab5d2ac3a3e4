package si.paka.adapter.lorawan.chirpstack;

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
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;
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

    private static final String INFO = "\"deviceInfo\":{\"devEui\":\"" + EUI + "\"}";

    private final List<DeviceMessage> messages = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Downlinks downlinks = new Downlinks(
            new Applications(new NoState()),
            (topic, payload) -> {
                published.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
                return CompletableFuture.completedFuture(null);
            },
            clock);
    private final EventCounts counts = new EventCounts(clock);
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
            counts,
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

    private CompletableFuture<?> event(String kind, String body) {
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
        CompletableFuture<?> done = event("up", UP);
        assertFalse(done.isDone());
        answer.completeExceptionally(new IllegalStateException("disk"));
        assertTrue(done.isCompletedExceptionally());
    }

    @Test
    void whatIsMalformedIsCountedByReasonAndDone() {
        Map<String, Reason> bad = new HashMap<>();
        bad.put("", Reason.JSON);
        bad.put("[]", Reason.JSON);
        bad.put("\"text\"", Reason.JSON);
        bad.put("{\"deviceInfo\": [[[", Reason.JSON);
        bad.put(UP.substring(0, 300), Reason.JSON);
        bad.put(UP + "}", Reason.JSON);
        bad.put("{\"x\":".repeat(5_000), Reason.JSON);
        bad.put(UP.replace("NAB7AFs=", "***"), Reason.BASE64);
        bad.put(UP.replace("NAB7AFs=", "NAB7AF"), Reason.BASE64);
        bad.put(UP.replace("\"NAB7AFs=\"", "17"), Reason.BASE64);
        bad.put(UP.replace("a84041ffff000017", "ffffffffffffffff"), Reason.DEVEUI);
        bad.put(UP.replace("devEui", "eui"), Reason.DEVEUI);
        bad.put(UP.replace("\"devEui\":\"a84041ffff000017\"", "\"devEui\":{\"a\":1}"), Reason.DEVEUI);
        bad.put(UP.replace("\"fPort\":2", "\"fPort\":999"), Reason.FPORT);
        bad.put(UP.replace("\"fPort\":2", "\"fPort\":-1"), Reason.FPORT);
        bad.put(UP.replace("\"fPort\":2", "\"fPort\":99999999999999999999"), Reason.FPORT);
        bad.put(UP.replace("\"fPort\":2", "\"fPort\":\"two\""), Reason.FPORT);
        bad.put(UP.replace("NAB7AFs=", "AAAA".repeat(8_000)), Reason.VALUE);
        bad.put("x".repeat(1 << 20), Reason.SIZE);
        bad.forEach((body, why) -> {
            long before = counts.malformed(why);
            CompletableFuture<?> done = event("up", body);
            assertTrue(done.isDone() && !done.isCompletedExceptionally(), why + " is done with");
            assertEquals(before + 1, counts.malformed(why), why + " counted");
        });
        for (String topic : List.of(
                "application/x/device/nothex/event/up",
                "application//device/" + EUI + "/event/up",
                "application/x/device/" + EUI + "/event/up/more",
                "application/" + "x".repeat(65) + "/device/" + EUI + "/event/up",
                "application/x")) {
            assertTrue(reader.read(topic, new byte[0]).isDone());
        }
        assertEquals(5, counts.malformed(Reason.TOPIC));
        assertTrue(heard.isEmpty());
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
        assertEquals(Outcome.State.FAILED, downlinks.send(command()).join().state());
        event("join", "{\"deviceInfo\":{\"devEui\":\"" + EUI + "\"}}");
        CompletableFuture<Outcome> outcome = downlinks.send(command());
        assertTrue(published.get(0).startsWith("application/app-1/device/" + EUI + "/command/down {\"id\":\""));
        assertTrue(published.get(0).contains("\"confirmed\":true,\"fPort\":10,\"data\":\"AQB4\""), published.get(0));
        String id = published.get(0).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        event("txack", "{" + INFO + ",\"queueItemId\":\"" + id + "\"}");
        assertFalse(outcome.isDone());
        event("ack", "{" + INFO + ",\"queueItemId\":\"" + id + "\",\"acknowledged\":true}");
        assertEquals(Outcome.State.APPLIED, outcome.join().state());
    }

    @Test
    void anUnconfirmedDownlinkIsSentWhenAGatewayTransmitsIt() {
        CompletableFuture<Outcome> outcome = downlink(false);
        event("txack", "{" + INFO + ",\"queueItemId\":\"" + lastId() + "\"}");
        assertEquals(Outcome.State.SENT, outcome.join().state());
    }

    @Test
    void aDownlinkFailsWhenTheDeviceOrTheServerGivesUp() {
        CompletableFuture<Outcome> silent = downlink(true);
        String silentId = lastId();
        CompletableFuture<Outcome> tooLong = downlink(true);
        event(
                "log",
                "{" + INFO + ",\"level\":\"ERROR\",\"code\":\"DOWNLINK_PAYLOAD_SIZE\",\"context\":"
                        + "{\"queue_item_id\":\"" + lastId() + "\"}}");
        assertEquals(Outcome.State.FAILED, tooLong.join().state());
        assertFalse(silent.isDone(), "the log names another queue item");
        event("ack", "{" + INFO + ",\"queueItemId\":\"" + silentId + "\"}");
        assertEquals(Outcome.State.FAILED, silent.join().state());
        assertEquals(0, downlinks.waiting());
        assertEquals(1, counts.errors());
    }

    @Test
    void anotherDeviceCannotAnswerForIt() {
        CompletableFuture<Outcome> outcome = downlink(true);
        downlinks.acknowledged("ffffffffffffffff", lastId(), true);
        assertFalse(outcome.isDone());
    }

    @Test
    void kindsThatTheSenderMakesUpShareOneCounter() {
        for (int i = 0; i < 100; i++) {
            event("made-up-" + i, "{" + INFO + "}");
        }
        List<String> kinds = new ArrayList<>();
        counts.eachKind((kind, count) -> kinds.add(kind));
        assertEquals(9, kinds.size());
    }

    @Test
    void radioFactsMayBeNonsenseButZeroIsTold() {
        event("up", "{" + INFO + ",\"fPort\":1,\"data\":\"AA==\",\"rxInfo\":[{\"rssi\":\"NaN\",\"snr\":1e999}]}");
        Map<String, Double> radio = messages.get(0).radio();
        assertEquals(Map.of("gateways", 1.0, "fCnt", 0.0, "dr", 0.0), radio);
    }

    private CompletableFuture<Outcome> downlink(boolean confirmed) {
        event("join", "{" + INFO + "}");
        return downlinks.send(command(confirmed));
    }

    private String lastId() {
        return published.get(published.size() - 1).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    private static Command command() {
        return command(true);
    }

    private static Command command(boolean confirmed) {
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
        EncodedCommand content = new EncodedCommand.Downlink(10, new byte[] {1, 0, 120}, confirmed);
        return new Command("c1", device, content, Rank.OPERATOR_OVERRIDE, "r", NOW.plusSeconds(60));
    }
}
