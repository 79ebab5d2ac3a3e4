package si.paka.adapter.lorawan;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.MalformedEventException.Reason;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.port.Ingest;

/**
 * Makes device messages, signs of life and outcomes of ChirpStack's events. What is malformed is counted and done with. Called by
 * one thread at a time.
 */
final class EventReader {
    /** No event is as large: a LoRaWAN payload has at most 242 bytes. */
    static final int LARGEST = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(EventReader.class);
    private static final int LONGEST_ID = 64;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final Ingest ingest;
    private final Downlinks downlinks;
    private final EventCounts counts;
    private final Clock clock;

    EventReader(Ingest ingest, Downlinks downlinks, EventCounts counts, Clock clock) {
        this.ingest = ingest;
        this.downlinks = downlinks;
        this.counts = counts;
        this.clock = clock;
    }

    /** Completes when the event may be acknowledged; exceptionally if it must come again. Never throws. */
    CompletableFuture<?> read(String topicName, byte[] payload) {
        EventTopic topic = EventTopic.parse(topicName).orElse(null);
        if (topic == null) {
            counts.malformed(Reason.TOPIC, topicName, "expected application/<id>/device/<devEui>/event/<kind>");
            return DONE;
        }
        try {
            UplinkEvent event = parse(topic, payload);
            counts.event(topic.kind());
            downlinks.heardIn(topic);
            return take(topic, event);
        } catch (MalformedEventException e) {
            counts.malformed(e.reason(), topic.devEui(), e.getMessage());
            return DONE;
        } catch (RuntimeException e) { // the edge: one event must not stop the others, nor be lost for a fault of ours
            log.error("an event of {} could not be taken in; it stays with the broker", topic.devEui(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private static UplinkEvent parse(EventTopic topic, byte[] payload) throws MalformedEventException {
        if (payload.length > LARGEST) {
            throw new MalformedEventException(
                    Reason.SIZE, "event has " + payload.length + " bytes, expected at most " + LARGEST);
        }
        UplinkEvent event = UplinkEvent.parse(payload);
        if (!event.devEui.equals(topic.devEui())) {
            String found = event.devEui.isEmpty() ? "is missing" : "is " + event.devEui;
            throw new MalformedEventException(
                    Reason.DEVEUI, "deviceInfo.devEui " + found + ", expected the topic's " + topic.devEui());
        }
        return event;
    }

    private CompletableFuture<?> take(EventTopic topic, UplinkEvent event) throws MalformedEventException {
        switch (topic.kind()) {
            case "up" -> {
                return uplink(topic, event);
            }
            case "status" -> {
                return ingest.accept(message(
                        topic, event, MessageKind.STATUS, PayloadFormat.SENML_JSON, 0, health(event), Map.of()));
            }
            case "join" -> heard(topic, event, true, event.radio.known());
            case "location" -> heard(topic, event, false, event.radio.known());
            case "ack" -> {
                downlinks.acknowledged(topic.devEui(), event.queueItemId, event.acknowledged);
                heard(topic, event, false, Map.of());
            }
            case "txack" -> downlinks.transmitted(topic.devEui(), event.queueItemId);
            case "log" -> reported(topic, event);
            default -> {
                return DONE; // integration, and what later versions bring
            }
        }
        return DONE;
    }

    private CompletableFuture<?> uplink(EventTopic topic, UplinkEvent event) throws MalformedEventException {
        if (event.fPort == 0 || event.data.length == 0) {
            heard(topic, event, false, event.uplinkFacts()); // nothing for the application
            return DONE;
        }
        return ingest.accept(message(
                topic, event, MessageKind.DATA, PayloadFormat.RAW, event.fPort, event.data, event.uplinkFacts()));
    }

    private static byte[] health(UplinkEvent event) {
        boolean known = !event.externalPower && !event.batteryUnavailable && Double.isFinite(event.batteryLevel);
        double margin = Double.isFinite(event.margin) ? event.margin : 0;
        String battery = known ? ",{\"n\":\"battery\",\"v\":" + event.batteryLevel + "}" : "";
        return ("[{\"n\":\"margin\",\"v\":" + margin + "}" + battery + "]").getBytes(StandardCharsets.UTF_8);
    }

    private DeviceMessage message(
            EventTopic topic,
            UplinkEvent event,
            MessageKind kind,
            PayloadFormat format,
            int port,
            byte[] payload,
            Map<String, Double> radio)
            throws MalformedEventException {
        if (payload.length > DeviceMessage.MAX_PAYLOAD) {
            throw new MalformedEventException(
                    Reason.VALUE,
                    "data has " + payload.length + " bytes, expected at most " + DeviceMessage.MAX_PAYLOAD);
        }
        String id = event.deduplicationId.length() > LONGEST_ID ? "" : event.deduplicationId;
        DeviceAddress source = new DeviceAddress(Transport.LORAWAN, topic.devEui());
        return new DeviceMessage(source, id, clock.instant(), kind, format, port, payload, radio);
    }

    private void heard(EventTopic topic, UplinkEvent event, boolean joined, Map<String, Double> facts) {
        DeviceAddress source = new DeviceAddress(Transport.LORAWAN, topic.devEui());
        ingest.heard(source, event.deviceName, joined, facts, clock.instant());
    }

    private void reported(EventTopic topic, UplinkEvent event) {
        if (event.level.equals("ERROR")) {
            counts.error(topic.devEui(), event.code, event.description);
        }
        if (event.code.equals("EXPIRED") || event.code.startsWith("DOWNLINK")) {
            String why = EventCounts.plain(event.code + " " + event.description);
            downlinks.failed(topic.devEui(), event.queueItemId, why);
        }
    }
}
