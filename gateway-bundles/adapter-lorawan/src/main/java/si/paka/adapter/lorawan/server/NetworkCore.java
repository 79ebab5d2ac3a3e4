package si.paka.adapter.lorawan.server;

import java.util.List;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.radio.Concentrator;
import si.paka.adapter.lorawan.radio.Concentrators;
import si.paka.adapter.lorawan.radio.Deduplicator;
import si.paka.adapter.lorawan.radio.GatewayStats;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.model.journal.StateStore;

/** The network server without its sockets and threads: everything on the loop's thread. */
final class NetworkCore {
    private final Loop loop;
    private final ServerSettings settings;
    private final Concentrators concentrators;
    private final Deduplicator deduplicator;
    private final DeviceBook devices;
    private final Airwaves air;
    private final DownlinkDesk downlinks;
    private final UplinkDesk uplinks;
    private final ServerCounts counts;
    private final AirtimeStore airtimes;

    NetworkCore(
            Loop loop,
            ServerSettings settings,
            Gateways gateways,
            DeviceDirectory directory,
            StateStore state,
            ServerCounts counts,
            NetworkEvents events) {
        this.loop = loop;
        this.settings = settings;
        this.counts = counts;
        SessionStore store = new SessionStore(state, settings.netId());
        concentrators = new Concentrators(gateways, settings.reserve());
        deduplicator = new Deduplicator(settings.window().toNanos() / 1_000);
        devices = new DeviceBook(directory, store);
        air = new Airwaves(loop, concentrators, settings.mostEirp_dBm());
        downlinks = new DownlinkDesk(loop, store, air, counts);
        uplinks = new UplinkDesk(
                loop,
                devices,
                store,
                new JoinDesk(loop, settings, devices, store, air, counts),
                new MacDesk(settings, store, counts),
                downlinks,
                air,
                counts,
                events);
        devices.refresh();
        airtimes = new AirtimeStore(state, concentrators);
        airtimes.restore(loop.now(), loop.now_us());
    }

    void heard(HeardFrame frame) {
        concentrators.heard(frame);
        if (deduplicator.add(frame)) {
            loop.after(settings.window(), this::drain);
        }
    }

    private void drain() {
        for (List<HeardFrame> receptions : deduplicator.due(loop.now_us())) {
            uplinks.take(receptions);
        }
    }

    void transmitted(long id, TxResult result) {
        air.transmitted(id, result);
        airtimes.save(false, loop.now(), loop.now_us());
    }

    void stats(String gateway, GatewayStats stats) {
        concentrators.stats(gateway, stats, loop.now());
    }

    void connected(String gateway, Link link) {
        concentrators.connected(gateway, link);
    }

    void gone(String gateway, Link link) {
        concentrators.gone(gateway, link);
    }

    void send(Downlink downlink, DownlinkProgress progress) {
        devices.find(downlink.devEui())
                .filter(device -> device.current().isPresent())
                .ifPresentOrElse(
                        device -> downlinks.offer(device, downlink, progress),
                        () -> progress.reached(Step.FAILED, "it has not joined", loop.now()));
    }

    void refresh() {
        devices.refresh();
    }

    /** To be called every ten seconds. */
    void keepHouse() {
        devices.refresh();
        airtimes.save(true, loop.now(), loop.now_us());
    }

    /** What is wrong, for a technician; empty if all is well. */
    String problem() {
        List<String> away = concentrators.all().stream()
                .filter(one -> !one.isConnected())
                .map(Concentrator::eui)
                .toList();
        if (away.isEmpty()) {
            return "";
        }
        String which = away.size() == 1 ? "concentrator " + away.get(0) + " is" : away.size() + " concentrators are";
        return which + " not connected: check power, cable and the address in lorawan.gateways";
    }

    void failAll(String why) {
        devices.all().forEach(device -> device.queue().failAll(why, loop.now()));
    }

    DeviceBook devices() {
        return devices;
    }

    Concentrators concentrators() {
        return concentrators;
    }

    ServerCounts counts() {
        return counts;
    }

    /** Frames that were handed to concentrators and not answered yet. */
    int onTheWay() {
        return air.onTheWay();
    }

    long late() {
        return deduplicator.late();
    }
}
