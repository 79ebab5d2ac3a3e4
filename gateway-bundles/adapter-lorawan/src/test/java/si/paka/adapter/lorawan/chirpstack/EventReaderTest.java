package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.RadioHealth;
import si.paka.adapter.lorawan.Uplink;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;
import si.paka.model.decision.Rank;

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

    private static final String INFO = "\"deviceInfo\":{\"devEui\":\"" + EUI + "\",\"deviceName\":\"n\"}";

    private final TestEvents events = new TestEvents();
    private final List<String> published = new ArrayList<>();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Applications applications = new Applications(new NoState());
    private final Downlinks downlinks = new Downlinks(
            new BrokerRoute(
                    applications,
                    (topic, payload) -> {
                        published.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
                        return CompletableFuture.completedFuture(null);
                    },
                    new JsonMarshaler()),
            clock);
    private final EventCounts counts = new EventCounts(clock);
    private final RadioBook radio = new RadioBook();
    private final EventReader reader =
            new EventReader(events, new JsonMarshaler(), applications, downlinks, radio, counts, clock);

    private CompletableFuture<?> event(String kind, String body) {
        return reader.read("application/app-1/device/" + EUI + "/event/" + kind, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUplinkKeepsPayloadChannelAndAllReceptions() {
        assertTrue(event("up", UP).isDone());
        Uplink uplink = events.uplinks.get(0);
        assertArrayEquals(new byte[] {0x34, 0, 0x7b, 0, 0x5b}, uplink.payload());
        assertEquals(2, uplink.fPort());
        assertEquals(4, uplink.fCnt());
        assertEquals("3ac7e3c4-4401-4b8d-9386-a5c902f9202d", uplink.messageId());
        assertEquals(NOW, uplink.receivedAt());
        assertEquals(7, uplink.channel().spreadingFactor());
        assertEquals(868_500_000, uplink.channel().frequency_Hz());
        assertEquals(Duration.ofNanos(51_456_000), uplink.channel().airtime(), "18 bytes at SF7");
        assertEquals(2, uplink.receptions().size());
        assertEquals(-97, uplink.receptions().get(1).rssi_dBm());
    }

    @Test
    void anEventIsDoneOnlyWhenTheMessageIsSafe() {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        events.answer = uplink -> disk;
        CompletableFuture<?> done = event("up", UP);
        assertFalse(done.isDone());
        disk.completeExceptionally(new IllegalStateException("disk"));
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
        assertTrue(events.signs.isEmpty());
        assertTrue(events.uplinks.isEmpty());
    }

    @Test
    void zeroIsLeftOutByTheServer() {
        event("up", "{" + INFO + "}");
        assertEquals(1, events.signs.size());
        assertEquals(0, events.signs.get(0).fCnt());
        assertEquals("n", events.signs.get(0).hint());
        assertFalse(events.signs.get(0).joined());
    }

    @Test
    void joinStatusAndLocationAreUnderstood() {
        event("join", "{" + INFO + "}");
        event("location", "{" + INFO + ",\"location\":{\"latitude\":46.3}}");
        assertTrue(events.signs.get(0).joined());
        assertFalse(events.signs.get(1).joined());
        event("status", "{" + INFO + ",\"margin\":12,\"batteryLevel\":87.5}");
        event("status", "{" + INFO + ",\"margin\":12,\"externalPowerSource\":true}");
        assertEquals(OptionalDouble.of(87.5), events.statuses.get(0).battery_percent());
        assertEquals(12, events.statuses.get(0).margin_dB());
        assertEquals(OptionalDouble.empty(), events.statuses.get(1).battery_percent());
    }

    @Test
    void aConfirmedDownlinkEndsWhenTheDeviceAcknowledges() {
        event("join", "{" + INFO + "}");
        TestProgress progress = downlink(true);
        assertTrue(published.get(0).startsWith("application/app-1/device/" + EUI + "/command/down {\"id\":\""));
        assertTrue(
                published
                        .get(0)
                        .contains(
                                "\"confirmed\":true,\"fPort\":10,\"data\":\"AQB4\",\"expiresAt\":\"2026-11-22T16:01:00Z\""),
                published.get(0));
        event("txack", "{" + INFO + ",\"queueItemId\":\"" + lastId() + "\",\"gatewayId\":\"g1\"}");
        event("ack", "{" + INFO + ",\"queueItemId\":\"" + lastId() + "\",\"acknowledged\":true}");
        assertEquals(List.of(Step.QUEUED, Step.TRANSMITTED, Step.ACKNOWLEDGED), progress.steps);
        assertEquals("transmitted by g1", progress.details.get(1));
    }

    @Test
    void withoutAnApplicationADownlinkFails() {
        assertEquals(List.of(Step.FAILED), downlink(true).steps);
    }

    @Test
    void aDownlinkEndsAsTheServersLogSays() {
        event("join", "{" + INFO + "}");
        Map<String, Step> codes = Map.of(
                "DOWNLINK_PAYLOAD_SIZE", Step.REFUSED,
                "EXPIRED", Step.EXPIRED,
                "F_CNT_DOWN", Step.FAILED);
        codes.forEach((code, step) -> {
            TestProgress other = downlink(true);
            TestProgress progress = downlink(true);
            event(
                    "log",
                    "{" + INFO + ",\"level\":\"ERROR\",\"code\":\"" + code + "\",\"context\":{\"queue_item_id\":\""
                            + lastId() + "\"}}");
            assertEquals(List.of(Step.QUEUED, step), progress.steps);
            assertEquals(List.of(Step.QUEUED), other.steps, "the log names another queue item");
        });
        assertEquals(3, counts.errors());
        event("log", "{" + INFO + ",\"level\":\"ERROR\",\"code\":\"OTAA\",\"description\":\"DevNonce\"}");
        assertEquals(1, counts.joinsRejected());
    }

    @Test
    void anotherDeviceCannotAnswerForIt() {
        event("join", "{" + INFO + "}");
        TestProgress progress = downlink(true);
        downlinks.reached("ffffffffffffffff", lastId(), Step.ACKNOWLEDGED, "");
        assertEquals(List.of(Step.QUEUED), progress.steps);
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
    void radioFactsMayBeNonsense() {
        event("up", "{" + INFO + ",\"fPort\":1,\"data\":\"AA==\",\"rxInfo\":[{\"rssi\":\"NaN\",\"snr\":1e999}]}");
        Uplink uplink = events.uplinks.get(0);
        assertTrue(Double.isNaN(uplink.receptions().get(0).rssi_dBm()));
        assertEquals(0, uplink.channel().dataRate());
    }

    @Test
    void gapsInTheCounterAreLossAndAdviceFollows() {
        for (int counter = 0; counter < 60; counter += 3) {
            event("up", UP.replace("\"fCnt\":4", "\"fCnt\":" + counter));
        }
        RadioHealth health = radio.find(EUI).orElseThrow();
        assertTrue(health.loss_percent() > 50 && health.loss_percent() < 70, health.toString());
        assertEquals(14.7, health.margin_dB(), 0.01);
        assertEquals("g2", health.concentrators().get(0).gateway());
        assertTrue(health.advice().startsWith("Frames are lost"), health.advice());
    }

    private TestProgress downlink(boolean confirmed) {
        TestProgress progress = new TestProgress();
        downlinks.send(
                new Downlink(
                        "c1",
                        EUI,
                        10,
                        new byte[] {1, 0, 120},
                        confirmed,
                        Rank.OPERATOR_OVERRIDE,
                        "",
                        NOW.plusSeconds(60)),
                progress);
        return progress;
    }

    private String lastId() {
        return published.get(published.size() - 1).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }
}
