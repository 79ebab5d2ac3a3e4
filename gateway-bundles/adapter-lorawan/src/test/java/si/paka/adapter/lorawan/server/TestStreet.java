package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import si.paka.adapter.lorawan.DeviceStatus;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.LifeSign;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.Uplink;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.RxTime;
import si.paka.adapter.lorawan.radio.Transmission;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.model.decision.Rank;

/** A network server with two concentrators whose air and time are in the test's hand. */
final class TestStreet implements NetworkEvents, DeviceDirectory {
    static final String NEAR = "0000000000000001";
    static final String FAR = "0000000000000002";
    static final Duration WINDOW = Duration.ofMillis(200);

    /** A transmission and who was to make it. */
    record OnAir(String gateway, Transmission transmission, long handed_us) {}

    final ManualLoop loop = new ManualLoop();
    final MemoryState state = new MemoryState();
    final Map<String, KnownDevice> known = new HashMap<>();
    final List<Uplink> uplinks = new ArrayList<>();
    final List<LifeSign> signs = new ArrayList<>();
    final List<DeviceStatus> statuses = new ArrayList<>();
    final List<OnAir> onAir = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    ServerSettings settings = ServerSettings.defaults();
    CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
    TxResult answer = TxResult.OK;
    ServerCounts counts;
    NetworkCore core;
    private int lastId;

    /** Also: the process died and starts anew over what is on disk. */
    void start() {
        counts = new ServerCounts();
        Gateways gateways = Gateways.of(List.of(NEAR + "@127.0.0.1", FAR + "@127.0.0.1"));
        core = new NetworkCore(loop, settings, gateways, this, state, counts, this);
        core.connected(NEAR, link(NEAR));
        core.connected(FAR, link(FAR));
    }

    private Link link(String gateway) {
        NetworkCore mine = core;
        return transmission -> {
            onAir.add(new OnAir(gateway, transmission, loop.now_us()));
            loop.after(Duration.ofMillis(5), () -> mine.transmitted(transmission.id(), answer));
            return true;
        };
    }

    void know(KnownDevice device) {
        known.put(device.devEui(), device);
        core.devices().refresh();
    }

    void heard(byte[] phy) {
        heard(phy, NEAR, DataRate.DR5, -80, 2); // well enough, and nothing for ADR to do
    }

    void heard(byte[] phy, String gateway, DataRate rate, double rssi, double snr) {
        core.heard(new HeardFrame(
                gateway,
                phy,
                rate,
                868_100_000L,
                rssi,
                snr,
                new RxTime(loop.now_us() & 0xffff_ffffL, 0),
                loop.now(),
                loop.now_us()));
    }

    /** As {@link #heard(byte[])}, and all that follows within ten seconds. */
    void settled(byte[] phy) {
        heard(phy);
        loop.pass(Duration.ofSeconds(10));
    }

    Downlink downlink(String devEui, Rank rank, String subject, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return new Downlink(
                "d" + ++lastId,
                devEui,
                10,
                bytes,
                false,
                rank,
                subject,
                loop.now().plusSeconds(60));
    }

    void send(Downlink downlink) {
        core.send(downlink, (step, detail, at) -> {
            if (step != Step.QUEUED) {
                progress.add(downlink.id() + " " + step);
            }
        });
    }

    Transmission lastOnAir() {
        return onAir.get(onAir.size() - 1).transmission();
    }

    @Override
    public CompletableFuture<Void> uplink(Uplink uplink) {
        uplinks.add(uplink);
        return kept;
    }

    @Override
    public CompletableFuture<Void> status(DeviceStatus status) {
        statuses.add(status);
        return kept;
    }

    @Override
    public void alive(LifeSign sign) {
        signs.add(sign);
    }

    @Override
    public Optional<KnownDevice> find(String devEui) {
        return Optional.ofNullable(known.get(devEui));
    }

    @Override
    public Set<String> listDevEuis() {
        return Set.copyOf(known.keySet());
    }
}
