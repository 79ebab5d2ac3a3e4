package si.paka.simulators.chirpstack;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.chirpstack.wire.Application;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.DownlinkCommand;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayState;
import si.paka.adapter.lorawan.chirpstack.wire.LogCode;
import si.paka.simulators.mqtt.MqttLink;

/**
 * The stand-in: one tenant, its applications, devices, queues and groups, in memory; speaks gRPC on loopback and MQTT through a broker.
 * Safe from any thread.
 */
public final class ChirpStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChirpStack.class);

    private final Store store = new Store();
    private final Faults faults = new Faults();
    private final String brokerUrl;
    private final Clock clock;
    private final Events events;
    private final Air air;
    private final Access access;
    private final Server server;
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();
    private MqttLink link;

    /**
     * Starts it on a free port.
     *
     * @param json whether events and commands are JSON; else Protobuf
     * @param apiKey the tenant's
     */
    public static ChirpStack start(String brokerUrl, boolean json, String apiKey, Clock clock)
            throws IOException, MqttException {
        ChirpStack stand = new ChirpStack(brokerUrl, json, apiKey, clock);
        stand.server.start();
        stand.connect();
        return stand;
    }

    private ChirpStack(String brokerUrl, boolean json, String apiKey, Clock clock) {
        this.brokerUrl = brokerUrl;
        this.clock = clock;
        this.events = new Events(json, clock);
        this.air = new Air(store, faults, events, clock, (device, told) -> publish(device, told.kind(), told.event()));
        this.access = new Access(faults, apiKey);
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .intercept(access)
                .addService(new ApplicationApi(store))
                .addService(new ProfileApi(store))
                .addService(new DeviceApi(store, faults, air::run))
                .addService(new GroupApi(store, air::run))
                .addService(new GatewayListApi(store))
                .build();
    }

    private synchronized void connect() throws MqttException {
        link = new MqttLink(
                brokerUrl, "chirpstack-" + UUID.randomUUID(), "application/+/device/+/command/down", this::takeCommand);
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public String tenant() {
        return store.tenant;
    }

    public Faults faults() {
        return faults;
    }

    /** The tenant gets a new API key; the old one is not valid any more. */
    public void newApiKey(String key) {
        access.key(key);
        faults.tokenExpired = false;
    }

    /** Calls without a valid key. */
    public long refusedCalls() {
        return access.refused();
    }

    /** As a person would in the web interface; returns the id. */
    public String addApplication(String name) {
        synchronized (store) {
            String id = UUID.randomUUID().toString();
            store.applications.put(
                    id,
                    Application.newBuilder()
                            .setId(id)
                            .setName(name)
                            .setTenantId(store.tenant)
                            .build());
            return id;
        }
    }

    public void addGateway(String id, boolean online) {
        synchronized (store) {
            store.gateways.put(
                    id,
                    GatewayListItem.newBuilder()
                            .setTenantId(store.tenant)
                            .setGatewayId(id)
                            .setName(id)
                            .setState(online ? GatewayState.ONLINE : GatewayState.OFFLINE)
                            .setLastSeenAt(Timestamp.newBuilder()
                                    .setSeconds(clock.instant().getEpochSecond()))
                            .build());
        }
    }

    /** Puts somebody else's downlink into a device's queue. */
    public void enqueueForeign(String devEui, int fPort, byte[] payload) {
        synchronized (store) {
            store.node(devEui)
                    .queue
                    .add(DeviceQueueItem.newBuilder()
                            .setId(UUID.randomUUID().toString())
                            .setDevEui(devEui)
                            .setFPort(fPort)
                            .setData(com.google.protobuf.ByteString.copyFrom(payload))
                            .build());
        }
    }

    public Optional<Device> device(String devEui) {
        synchronized (store) {
            return Optional.ofNullable(store.nodes.get(devEui)).map(node -> node.device);
        }
    }

    /** Root key in hex; empty if there is none. */
    public String rootKey(String devEui) {
        synchronized (store) {
            Store.Node node = store.nodes.get(devEui);
            return node == null || node.keys == null ? "" : node.keys.getNwkKey();
        }
    }

    public List<DeviceProfile> profiles() {
        synchronized (store) {
            return List.copyOf(store.profiles.values());
        }
    }

    /** Somebody changes a device's name by hand. */
    public void rename(String devEui, String name) {
        synchronized (store) {
            Store.Node node = store.node(devEui);
            node.device = node.device.toBuilder().setName(name).build();
        }
    }

    public int queued(String devEui) {
        synchronized (store) {
            return store.node(devEui).queue.size();
        }
    }

    /** What went through the air so far, in order. */
    public List<Sent> sent() {
        return List.copyOf(air.sent());
    }

    /** Sends what waits, after {@link Faults#radioSilent}. */
    public void transmitWaiting() {
        air.run();
    }

    /** The device joins, unless joins are rejected just now. */
    public void join(String devEui) {
        Device device = node(devEui).device;
        if (faults.joinRejected) {
            publish(device, "log", events.log(device, LogCode.OTAA, "DevNonce has already been used", ""));
        } else {
            publish(device, "join", events.join(device));
        }
    }

    /** The device sends, then listens. */
    public void uplink(String devEui, int fPort, byte[] payload) {
        Store.Node node = node(devEui);
        Device device;
        int counter;
        synchronized (store) {
            node.heard = true;
            device = node.device;
            counter = node.counterUp++;
        }
        publish(device, "up", events.up(device, counter, fPort, payload));
        air.afterUplink(node);
    }

    public void status(String devEui, int margin, float battery) {
        Device device = node(devEui).device;
        publish(device, "status", events.status(device, margin, battery));
    }

    private Store.Node node(String devEui) {
        synchronized (store) {
            return store.node(devEui);
        }
    }

    private void publish(Device device, String kind, com.google.protobuf.Message event) {
        String topic = "application/" + device.getApplicationId() + "/device/" + device.getDevEui() + "/event/" + kind;
        byte[] body = events.write(event);
        Runnable publication = () -> {
            try {
                link.publish(topic, body);
                if (faults.duplicateEvents) {
                    link.publish(topic, body);
                }
            } catch (MqttException e) {
                log.warn("{} of {} did not reach the broker: {}", kind, device.getDevEui(), e.getMessage());
            }
        };
        late.schedule(publication, faults.eventDelay_ms, TimeUnit.MILLISECONDS); // one thread: the order stays
    }

    private void takeCommand(String topic, MqttMessage message) {
        String[] levels = topic.split("/", 6);
        try {
            DownlinkCommand command = events.readCommand(message.getPayload());
            if (!command.getDevEui().equals(levels[3])) {
                throw new IllegalArgumentException("dev_eui does not match the topic's");
            }
            synchronized (store) {
                Store.Node node = store.node(levels[3]);
                if (!node.device.getApplicationId().equals(levels[1]) || command.getFPort() < 1) {
                    throw new IllegalArgumentException("application or FPort");
                }
                String id = command.getId().isEmpty() ? UUID.randomUUID().toString() : Checks.uuid(command.getId());
                node.queue.add(DeviceQueueItem.newBuilder()
                        .setId(id)
                        .setDevEui(command.getDevEui())
                        .setConfirmed(command.getConfirmed())
                        .setFPort(command.getFPort())
                        .setData(command.getData())
                        .setExpiresAt(command.getExpiresAt())
                        .build());
            }
            air.run();
        } catch (InvalidProtocolBufferException | RuntimeException e) { // as there: only the server's log tells
            log.warn("a command on {} is not taken: {}", topic, e.getMessage());
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        late.shutdownNow();
        link.close();
    }
}
