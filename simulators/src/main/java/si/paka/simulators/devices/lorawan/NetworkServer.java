package si.paka.simulators.devices.lorawan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.simulators.mqtt.MqttLink;

/**
 * Stands for a ChirpStack v4 server: publishes what its devices report and delivers downlinks as class A does, after the
 * device's next report. Safe from any thread.
 */
public final class NetworkServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NetworkServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_QUEUED = 16;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final String application;
    private final LoRaWanEvents events;
    private final Clock clock;
    private final Random radio;
    private final MqttLink link;

    /** @param application ChirpStack's id of the application, part of every topic */
    public NetworkServer(String brokerUrl, String application, Clock clock, long seed) throws MqttException {
        this.application = application;
        this.events = new LoRaWanEvents(application);
        this.clock = clock;
        this.radio = new Random(seed);
        this.link = new MqttLink(
                brokerUrl,
                "chirpstack-" + Long.toHexString(System.nanoTime()),
                "application/" + application + "/device/+/command/down",
                this::takeCommand);
    }

    /** Announces the device on the network. */
    public void join(LoRaWanDevice device) {
        sessions.put(device.devEui(), new Session(device));
        publish(device, "join", events.join(device, clock.instant()));
    }

    /** Lets the device report, then delivers what waits for it. The device must have joined. */
    public synchronized void report(LoRaWanDevice device) {
        Session session = sessions.get(device.devEui());
        Instant now = clock.instant();
        String data = Base64.getEncoder().encodeToString(device.report());
        var reception = new LoRaWanEvents.Radio(-75 - radio.nextInt(40), Math.round(radio.nextGaussian() * 40) / 10.0);
        publish(device, "up", events.up(device, session.count++, data, now, reception));
        for (Downlink downlink = session.waiting.poll(); downlink != null; downlink = session.waiting.poll()) {
            deliver(session, downlink, now);
        }
    }

    /** Tells what the network knows of the device's health. */
    public void status(LoRaWanDevice device) {
        publish(device, "status", events.status(device, clock.instant()));
    }

    @Override
    public void close() {
        link.close();
    }

    private void deliver(Session session, Downlink downlink, Instant now) {
        int count = session.countDown++;
        publish(session.device, "txack", events.transmitted(session.device, downlink.id(), count, now));
        if (downlink.confirmed()) {
            publish(session.device, "ack", events.acknowledged(session.device, downlink.id(), count, now));
        }
    }

    private void takeCommand(String topic, MqttMessage message) {
        String devEui = topic.split("/", 6)[3];
        Session session = sessions.get(devEui);
        if (session == null) {
            log.warn("downlink for {}, which never joined", devEui);
            return;
        }
        JsonNode command = read(message);
        boolean usable = command.path("devEui").asText().equals(devEui)
                && command.path("fPort").asInt() > 0
                && session.waiting.size() < MAX_QUEUED;
        if (!usable) {
            String why = "downlink without a matching devEui, a port or room in the queue";
            publish(session.device, "log", events.log(session.device, "ERROR", "DOWNLINK_CODEC", why, clock.instant()));
            return;
        }
        String id = command.path("id").asText(UUID.randomUUID().toString());
        enqueue(session, new Downlink(id, command.path("confirmed").asBoolean()));
    }

    private synchronized void enqueue(Session session, Downlink downlink) {
        session.waiting.add(downlink);
    }

    private void publish(LoRaWanDevice device, String event, Map<String, Object> body) {
        String topic = "application/" + application + "/device/" + device.devEui() + "/event/" + event;
        try {
            link.publish(topic, JSON.writeValueAsBytes(body));
        } catch (MqttException e) {
            log.warn("{} of {} did not reach the broker: {}", event, device.name(), e.getMessage());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(MqttMessage message) {
        try {
            return JSON.readTree(message.getPayload());
        } catch (IOException e) {
            throw new UncheckedIOException("a downlink is no JSON", e);
        }
    }

    private static final class Session {
        private final LoRaWanDevice device;
        private final Queue<Downlink> waiting = new ArrayDeque<>();
        private int count;
        private int countDown;

        Session(LoRaWanDevice device) {
            this.device = device;
        }
    }

    private record Downlink(String id, boolean confirmed) {}
}
