package si.paka.adapter.lorawan.chirpstack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.DeviceStatus;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.LifeSign;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.RadioChannel;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.Uplink;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;

/**
 * Makes uplinks, signs of life and steps of downlinks of ChirpStack's events. What is malformed is counted and done with. Called by
 * one thread at a time.
 */
final class EventReader {
    /** No event is as large: a LoRaWAN payload has at most 242 bytes. */
    static final int LARGEST = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(EventReader.class);
    private static final Set<String> READ = Set.of("up", "join", "ack", "txack", "log", "status", "location");
    private static final int LONGEST_ID = 64;
    private static final int LARGEST_PAYLOAD = 16 * 1024;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final NetworkEvents events;
    private final EventDecoder decoder;
    private final Applications applications;
    private final Downlinks downlinks;
    private final RadioBook radio;
    private final EventCounts counts;
    private final Clock clock;

    EventReader(
            NetworkEvents events,
            EventDecoder decoder,
            Applications applications,
            Downlinks downlinks,
            RadioBook radio,
            EventCounts counts,
            Clock clock) {
        this.events = events;
        this.decoder = decoder;
        this.applications = applications;
        this.downlinks = downlinks;
        this.radio = radio;
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
        if (!READ.contains(topic.kind())) {
            counts.event(topic.kind()); // integration, and what later versions bring
            return DONE;
        }
        try {
            ServerEvent event = parse(topic, payload);
            counts.event(topic.kind());
            applications.heardIn(topic);
            return take(topic, event);
        } catch (MalformedEventException e) {
            counts.malformed(e.reason(), topic.devEui(), e.getMessage());
            return DONE;
        } catch (RuntimeException e) { // the edge: one event must not stop the others, nor be lost for a fault of ours
            log.error("an event of {} could not be taken in; it stays with the broker", topic.devEui(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private ServerEvent parse(EventTopic topic, byte[] payload) throws MalformedEventException {
        if (payload.length > LARGEST) {
            throw new MalformedEventException(
                    Reason.SIZE, "event has " + payload.length + " bytes, expected at most " + LARGEST);
        }
        ServerEvent event = decoder.decode(topic.kind(), payload);
        if (!event.devEui.equals(topic.devEui())) {
            String found = event.devEui.isEmpty() ? "is missing" : "is " + event.devEui;
            throw new MalformedEventException(
                    Reason.DEVEUI, "deviceInfo.devEui " + found + ", expected the topic's " + topic.devEui());
        }
        return event;
    }

    private CompletableFuture<?> take(EventTopic topic, ServerEvent event) throws MalformedEventException {
        Instant now = clock.instant();
        String devEui = topic.devEui();
        switch (topic.kind()) {
            case "up" -> {
                return uplink(devEui, event, now);
            }
            case "status" -> {
                return status(devEui, event, now);
            }
            case "join" -> {
                radio.joined(devEui, now);
                alive(devEui, event, true, now);
            }
            case "location" -> alive(devEui, event, false, now);
            case "ack" -> {
                Step step = event.acknowledged ? Step.ACKNOWLEDGED : Step.NOT_ACKNOWLEDGED;
                downlinks.reached(
                        devEui,
                        event.queueItemId,
                        step,
                        "the device " + (event.acknowledged ? "" : "never ") + "answered");
                alive(devEui, event, false, now);
            }
            case "txack" -> downlinks.reached(devEui, event.queueItemId, Step.TRANSMITTED, by(event.gatewayId));
            default -> reported(devEui, event);
        }
        return DONE;
    }

    private CompletableFuture<?> uplink(String devEui, ServerEvent event, Instant now) throws MalformedEventException {
        if (event.data.length > LARGEST_PAYLOAD) {
            throw new MalformedEventException(
                    Reason.VALUE, "data has " + event.data.length + " bytes, expected at most " + LARGEST_PAYLOAD);
        }
        RadioChannel channel = event.channel();
        radio.heard(devEui, event.counter(), channel, event.receptions(), now);
        if (event.fPort == 0 || event.data.length == 0) { // nothing for the application
            events.alive(
                    new LifeSign(devEui, event.deviceName, false, event.counter(), channel, event.receptions(), now));
            return DONE;
        }
        return events.uplink(new Uplink(
                devEui,
                id(event),
                event.deviceName,
                now,
                event.counter(),
                event.fPort,
                event.data,
                event.confirmed,
                channel,
                event.receptions()));
    }

    private CompletableFuture<?> status(String devEui, ServerEvent event, Instant now) {
        boolean known = !event.externalPower && !event.batteryUnavailable && Double.isFinite(event.batteryLevel);
        OptionalDouble battery = known ? OptionalDouble.of(event.batteryLevel) : OptionalDouble.empty();
        double margin = Double.isFinite(event.margin) ? event.margin : 0;
        radio.battery(devEui, battery);
        return events.status(new DeviceStatus(devEui, id(event), battery, margin, now));
    }

    private static String id(ServerEvent event) {
        return event.deduplicationId.length() > LONGEST_ID ? "" : event.deduplicationId;
    }

    private void alive(String devEui, ServerEvent event, boolean joined, Instant now) {
        List<Reception> nobody = List.of();
        events.alive(new LifeSign(devEui, event.deviceName, joined, -1, null, nobody, now));
    }

    private static String by(String gatewayId) {
        return gatewayId.isEmpty() ? "transmitted" : "transmitted by " + EventCounts.plain(gatewayId);
    }

    private void reported(String devEui, ServerEvent event) {
        if (event.level.equals("ERROR")) {
            counts.error(devEui, event.code, event.description);
        }
        String why = EventCounts.plain(event.code + " " + event.description);
        switch (event.code) {
            case "EXPIRED" -> downlinks.reached(devEui, event.queueItemId, Step.EXPIRED, why);
            case "DOWNLINK_PAYLOAD_SIZE" -> downlinks.reached(devEui, event.queueItemId, Step.REFUSED, why);
            case "DOWNLINK_GATEWAY", "DOWNLINK_CODEC", "F_CNT_DOWN" ->
                downlinks.reached(devEui, event.queueItemId, Step.FAILED, why);
            case "OTAA" -> counts.joinRejected();
            default -> {
                // told by the counter of errors
            }
        }
    }
}
