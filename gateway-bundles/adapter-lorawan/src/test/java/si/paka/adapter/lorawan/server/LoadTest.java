package si.paka.adapter.lorawan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.DeviceStatus;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.LifeSign;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.Uplink;
import si.paka.adapter.lorawan.mac.AesKey;
import si.paka.adapter.lorawan.mac.DataFrame;
import si.paka.adapter.lorawan.mac.FrameControl;
import si.paka.adapter.lorawan.mac.MType;
import si.paka.adapter.lorawan.mac.SessionKeys;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.udp.PacketForwarderServer;
import si.paka.model.access.LorawanKeys;
import si.paka.model.decision.Rank;

/** Many devices over real sockets: every frame once, and what it costs. The figures are printed; only what is counted is asserted. */
class LoadTest implements NetworkEvents, DeviceDirectory {
    private static final int DEVICES = 2_000;
    private static final int GATEWAYS = 8;
    private static final int FRAMES = 6_000;
    private static final int WINDOW = 200; // fits a socket's buffer: a datagram that is dropped is lost
    private static final int COMMANDS = 48;

    private final Map<String, KnownDevice> known = new ConcurrentHashMap<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger uplinks = new AtomicInteger();
    private final MemoryState state = new MemoryState();

    @Override
    public CompletableFuture<Void> uplink(Uplink uplink) {
        assertTrue(taken.add(uplink.devEui() + uplink.messageId()), "once");
        uplinks.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> status(DeviceStatus status) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void alive(LifeSign sign) {
        // not counted here
    }

    @Override
    public Optional<KnownDevice> find(String devEui) {
        return Optional.ofNullable(known.get(devEui));
    }

    @Override
    public Set<String> listDevEuis() {
        return known.keySet();
    }

    private static String devEui(int number) {
        return String.format("a840410000%06x", number);
    }

    private static byte[] key(int number, int use) {
        byte[] key = new byte[16];
        key[0] = (byte) number;
        key[1] = (byte) (number >> 8);
        key[2] = (byte) use;
        return key;
    }

    private static byte[] frame(int device, int counter) {
        SessionKeys keys = new SessionKeys(new AesKey(key(device, 1)), new AesKey(key(device, 2)));
        FrameControl control = new FrameControl(false, false, false, false);
        return DataFrame.create(MType.UNCONFIRMED_UP, device, control, counter, new byte[0], 2, new byte[12], keys)
                .phy();
    }

    @Test
    void twoThousandDevices() throws Exception {
        for (int i = 0; i < DEVICES; i++) {
            known.put(
                    devEui(i),
                    new KnownDevice(
                            devEui(i),
                            new LorawanKeys.Abp(i, key(i, 1), key(i, 2)),
                            new DeviceRadio(false, true, OptionalInt.of(3))));
        }
        List<String> list = IntStream.range(0, GATEWAYS)
                .mapToObj(i -> gateway(i) + "@127.0.0.1")
                .toList();
        ServerSettings quiet = new ServerSettings(0, Duration.ofMillis(200), 1, 0, 3, 3, 27, 0.3, 10, Duration.ZERO);
        long before = usedHeap();
        BuiltInServer server = new BuiltInServer(quiet, Gateways.of(list), this, state, Clock.systemUTC());
        PacketForwarderServer[] forwarder = new PacketForwarderServer[1];
        server.open(events -> {
            forwarder[0] = new PacketForwarderServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Gateways.of(list),
                    events,
                    Clock.systemUTC());
            return new BuiltInServer.Transceiver() {
                @Override
                public void start() {
                    forwarder[0].start();
                }

                @Override
                public void check() {
                    forwarder[0].checkRoutes();
                }

                @Override
                public void close() {
                    forwarder[0].close();
                }
            };
        });
        server.start(this);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.connect(InetAddress.getLoopbackAddress(), forwarder[0].port());
            for (int i = 0; i < GATEWAYS; i++) {
                byte[] pull = head(i, 2, 0);
                socket.send(new DatagramPacket(pull, pull.length));
            }
            long bytesBefore = state.bytes;
            double seconds = push(socket);
            assertEquals(FRAMES, uplinks.get());
            System.out.printf("uplinks/s through the server: %.0f%n", FRAMES / seconds);
            System.out.printf("state bytes per uplink: %d%n", (state.bytes - bytesBefore) / FRAMES);
            System.out.printf("heap per device: %d bytes%n", (usedHeap() - before) / DEVICES);
            if (Boolean.getBoolean("paka.figures")) { // a figure, and it takes the air's own time
                command(server, socket);
            }
        } finally {
            server.close();
        }
    }

    private double push(DatagramSocket socket) throws IOException {
        byte[][] datagrams = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            datagrams[i] = pushData(i % GATEWAYS, frame(i % DEVICES, i / DEVICES));
        }
        long began = System.nanoTime();
        long patience = began + Duration.ofSeconds(60).toNanos();
        for (int i = 0; i < FRAMES; i++) {
            while (i - uplinks.get() >= WINDOW && System.nanoTime() < patience) {
                LockSupport.parkNanos(200_000);
            }
            socket.send(new DatagramPacket(datagrams[i], datagrams[i].length));
        }
        while (uplinks.get() < FRAMES && System.nanoTime() < patience) {
            LockSupport.parkNanos(200_000);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** From {@code send} to the PULL_RESP at the concentrator's socket. */
    private void command(BuiltInServer server, DatagramSocket socket) throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.view(NetworkCore::onTheWay).orElse(1) > 0 && System.nanoTime() < patience) {
            LockSupport.parkNanos(20_000_000); // answers to the uplinks before still take air
        }
        socket.setSoTimeout(5_000);
        byte[] buffer = new byte[2_048];
        List<Long> took_us = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            LockSupport.parkNanos(190_000_000); // each concentrator has sent its last one: 1.2 s at DR0
            int device = DEVICES - GATEWAYS * 3 + i % (GATEWAYS * 3);
            long began = System.nanoTime();
            server.send(
                    new Downlink(
                            "c" + i,
                            devEui(device),
                            10,
                            new byte[3],
                            false,
                            Rank.PREEMPTION,
                            "",
                            Instant.now().plusSeconds(5)),
                    (step, detail, at) -> {});
            String json;
            do { // what answers earlier uplinks comes too
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                json = new String(buffer, 4, packet.getLength() - 4, StandardCharsets.US_ASCII);
            } while (!json.contains("\"imme\":true"));
            took_us.add((System.nanoTime() - began) / 1_000);
        }
        long[] sorted = took_us.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "class C command to PULL_RESP, air free: median %d us, p99 %d us%n",
                sorted[COMMANDS / 2], sorted[COMMANDS * 99 / 100]);
    }

    private static String gateway(int number) {
        return String.format("b827ebfffe%06x", number);
    }

    private static byte[] pushData(int gateway, byte[] phy) {
        String json = "{\"rxpk\":[{\"tmst\":" + System.nanoTime() / 1_000 % 0x1_0000_0000L
                + ",\"freq\":868.1,\"chan\":0,\"rfch\":0,\"stat\":1,\"modu\":\"LORA\",\"datr\":\"SF7BW125\",\"codr\":\"4/5\",\"rssi\":-80,"
                + "\"lsnr\":2.0,\"size\":" + phy.length + ",\"data\":\""
                + Base64.getEncoder().encodeToString(phy) + "\"}]}";
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        byte[] datagram = head(gateway, 0, body.length);
        System.arraycopy(body, 0, datagram, 12, body.length);
        return datagram;
    }

    private static byte[] head(int gateway, int kind, int more) {
        byte[] datagram = Arrays.copyOf(new byte[] {2, 0, 1, (byte) kind}, 12 + more);
        System.arraycopy(HexFormat.of().parseHex(gateway(gateway)), 0, datagram, 4, 8);
        return datagram;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
