package si.paka.adapter.lorawan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.port.Ingest;

/** Makes device messages and signs of life of ChirpStack's events. Bad events are counted, told about now and then, and done. */
final class EventReader {
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);
    private static final int LARGEST = 64 * 1024;
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Ingest ingest;
    private final Downlinks downlinks;
    private final Clock clock;
    private final Map<String, LongAdder> events = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> malformed = new ConcurrentHashMap<>();
    private final Map<String, Instant> toldAt = new ConcurrentHashMap<>();

    EventReader(Ingest ingest, Downlinks downlinks, Clock clock) {
        this.ingest = ingest;
        this.downlinks = downlinks;
        this.clock = clock;
    }

    /** Completes when the event may be acknowledged; exceptionally if it must come again. */
    CompletableFuture<Void> read(String topicName, byte[] payload) {
        EventTopic topic = EventTopic.parse(topicName).orElse(null);
        if (topic == null) {
            return bad("topic", topicName, "expected application/<id>/device/<devEui>/event/<kind>");
        }
        if (payload.length > LARGEST) {
            return bad("size", topic.devEui(), "event has " + payload.length + " bytes, expected at most " + LARGEST);
        }
        try {
            UplinkEvent event = UplinkEvent.parse(payload);
            if (!event.devEui.isEmpty() && !event.devEui.equals(topic.devEui())) {
                return bad("deveui", topic.devEui(), "body names " + event.devEui + ", expected the topic's device");
            }
            events.computeIfAbsent(topic.kind(), k -> new LongAdder()).increment();
            downlinks.heardIn(topic);
            return take(topic, event);
        } catch (IOException e) {
            return bad("json", topic.devEui(), firstLine(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return bad("value", topic.devEui(), firstLine(e.getMessage()));
        }
    }

    private static String firstLine(String text) {
        return String.valueOf(text).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }

    private CompletableFuture<Void> take(EventTopic topic, UplinkEvent event) {
        return switch (topic.kind()) {
            case "up" -> up(topic, event);
            case "status" -> status(topic, event);
            case "join" -> heard(topic, event, true);
            case "ack" -> {
                downlinks.acknowledged(event.queueItemId, event.acknowledged);
                yield heard(topic, event, false);
            }
            case "txack" -> {
                downlinks.transmitted(event.queueItemId);
                yield DONE;
            }
            case "log" -> {
                told(topic, event);
                yield DONE;
            }
            case "location" -> heard(topic, event, false);
            default -> DONE; // integration and whatever else comes
        };
    }

    private CompletableFuture<Void> up(EventTopic topic, UplinkEvent event) {
        if (event.fPort < 0 || event.fPort > 255) {
            return bad("fport", topic.devEui(), "fPort is " + event.fPort + ", expected 0..255");
        }
        if (event.fPort == 0 || event.data.length == 0) {
            return heard(topic, event, false); // MAC commands only
        }
        DeviceMessage message = message(topic, event, MessageKind.DATA, PayloadFormat.RAW, event.fPort, event.data);
        return ingest.accept(message).thenApply(receipt -> null);
    }

    private CompletableFuture<Void> status(EventTopic topic, UplinkEvent event) {
        StringBuilder senml = new StringBuilder("[{\"n\":\"margin\",\"v\":")
                .append(event.margin)
                .append('}');
        if (!event.externalPower && !event.batteryUnavailable && event.batteryLevel >= 0) {
            senml.append(",{\"n\":\"battery\",\"v\":")
                    .append(event.batteryLevel)
                    .append('}');
        }
        byte[] payload = senml.append(']').toString().getBytes(StandardCharsets.UTF_8);
        DeviceMessage message = message(topic, event, MessageKind.STATUS, PayloadFormat.SENML_JSON, 0, payload);
        return ingest.accept(message).thenApply(receipt -> null);
    }

    private DeviceMessage message(
            EventTopic topic, UplinkEvent event, MessageKind kind, PayloadFormat format, int port, byte[] payload) {
        String id = event.deduplicationId.length() > 64 ? "" : event.deduplicationId;
        return new DeviceMessage(
                new DeviceAddress(Transport.LORAWAN, topic.devEui()),
                id,
                clock.instant(),
                kind,
                format,
                port,
                payload,
                event.radio);
    }

    private CompletableFuture<Void> heard(EventTopic topic, UplinkEvent event, boolean joined) {
        DeviceAddress source = new DeviceAddress(Transport.LORAWAN, topic.devEui());
        ingest.heard(source, event.deviceName, joined, event.radio, clock.instant());
        return DONE;
    }

    private void told(EventTopic topic, UplinkEvent event) {
        if (event.level.equals("ERROR") && mayTell("log " + event.code)) {
            log.warn("ChirpStack on {}: {} {}", topic.devEui(), event.code, firstLine(event.description));
        }
        if (event.code.equals("EXPIRED") || event.code.startsWith("DOWNLINK")) {
            downlinks.failed(topic.devEui(), event.code + " " + firstLine(event.description));
        }
    }

    private CompletableFuture<Void> bad(String why, String who, String what) {
        malformed.computeIfAbsent(why, w -> new LongAdder()).increment();
        if (mayTell(why)) {
            String shown = who.length() > 100 ? who.substring(0, 100) : who;
            log.warn("an event of {} is not understood: {} (further ones of this kind are counted)", shown, what);
        }
        return DONE; // it will not get better by coming again
    }

    private boolean mayTell(String what) {
        Instant now = clock.instant();
        Instant last = toldAt.get(what);
        if (last != null && now.isBefore(last.plus(TELL_EVERY)) && !now.isBefore(last)) {
            return false;
        }
        toldAt.put(what, now);
        return true;
    }

    Map<String, LongAdder> events() {
        return events;
    }

    Map<String, LongAdder> malformed() {
        return malformed;
    }
}
