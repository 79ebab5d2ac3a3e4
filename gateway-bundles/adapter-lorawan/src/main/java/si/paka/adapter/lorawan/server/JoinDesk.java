package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import si.paka.adapter.lorawan.mac.AesKey;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Eu868;
import si.paka.adapter.lorawan.mac.JoinAccept;
import si.paka.adapter.lorawan.mac.JoinRequest;
import si.paka.adapter.lorawan.mac.SessionKeys;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.server.ServerCounts.What;
import si.paka.model.access.LorawanKeys;

/**
 * Lets devices in. Nonces and the offered session are on disk before the join-accept goes out; the session in force stays until the first
 * uplink under the new one, so that a recorded or lost join darkens nobody. Many at once are paced by the air: who is not answered was not
 * counted and asks again. Used by the server's thread only.
 */
final class JoinDesk {
    private static final Duration FIRST_WINDOW = Duration.ofSeconds(Eu868.JOIN_ACCEPT_DELAY1_s);
    private static final long LEAD_us = 500_000;
    private static final int JOIN_ACCEPT_BYTES = 33;

    private final Loop loop;
    private final ServerSettings settings;
    private final DeviceBook devices;
    private final SessionStore store;
    private final JoinNonces nonces;
    private final Airwaves air;
    private final ServerCounts counts;

    JoinDesk(
            Loop loop,
            ServerSettings settings,
            DeviceBook devices,
            SessionStore store,
            Airwaves air,
            ServerCounts counts) {
        this.loop = loop;
        this.settings = settings;
        this.devices = devices;
        this.store = store;
        this.nonces = new JoinNonces(store.state());
        this.air = air;
        this.counts = counts;
    }

    /** @param bestFirst who heard it */
    void asked(JoinRequest request, List<HeardFrame> bestFirst) {
        DeviceState device = devices.find(request.devEui()).orElse(null);
        if (device == null || !(device.known().keys() instanceof LorawanKeys.Otaa keys)) {
            counts.count(What.JOIN_UNKNOWN);
            return;
        }
        AesKey appKey = new AesKey(keys.appKey());
        if (!keys.joinEui().equals(request.joinEui()) || !request.isSignedBy(appKey)) {
            counts.count(What.JOIN_WRONG_MIC);
            return;
        }
        boolean counted = device.known().radio().countsJoins();
        if (!nonces.isNew(request.joinEui(), request.devEui(), request.devNonce(), counted)) {
            counts.count(What.JOIN_REPLAY);
            return;
        }
        List<Slot> slots = Slot.after(
                bestFirst, FIRST_WINDOW, bestFirst.get(0).dataRate().firstWindow(0), Eu868.RX2_DATA_RATE, Eu868.RX2_Hz);
        if (slots.stream().noneMatch(slot -> air.canUse(slot, JOIN_ACCEPT_BYTES, false))) {
            counts.count(What.NO_AIR);
            return;
        }
        nonces.nextJoinNonce(request.joinEui(), request.devEui())
                .ifPresent(joinNonce -> accept(device, request, joinNonce, appKey, counted, slots));
    }

    private void accept(
            DeviceState device, JoinRequest request, int joinNonce, AesKey appKey, boolean counted, List<Slot> slots) {
        RadioParameters parameters = parameters(device.known());
        Session session = new Session(
                device.devEui(),
                devices.freeDevAddr(),
                joinNonce,
                request.devNonce(),
                loop.now(),
                SessionKeys.derive(appKey, joinNonce, settings.netId(), request.devNonce()),
                parameters);
        session.reservedDown(SessionStore.BLOCK); // with the offered session, in one write
        devices.offer(device, session);
        byte[] phy = new JoinAccept(
                        joinNonce,
                        settings.netId(),
                        session.devAddr(),
                        parameters.rx1Offset(),
                        parameters.rx2DataRate(),
                        parameters.rxDelay_s(),
                        Eu868.MORE_CHANNELS_Hz)
                .toPhy(appKey);
        store.putOffered(session);
        nonces.use(request.joinEui(), request.devEui(), request.devNonce(), joinNonce, counted)
                .thenRun(() -> loop.execute(() -> waitForWindow(device, phy, slots)));
    }

    private RadioParameters parameters(KnownDevice device) {
        int otherwise = device.radio().classC() ? settings.classCDataRate() : settings.rx2DataRate();
        OptionalInt wanted = device.radio().rx2DataRate();
        return new RadioParameters(
                settings.rxDelay_s(),
                settings.rx1Offset(),
                DataRate.of(wanted.orElse(otherwise))
                        .filter(DataRate::isForDownlinks)
                        .orElse(Eu868.RX2_DATA_RATE)
                        .ordinal(),
                Eu868.RX2_Hz,
                true,
                0,
                1);
    }

    /** The air is given away as late as possible: what people wait for may come first. */
    private void waitForWindow(DeviceState device, byte[] phy, List<Slot> slots) {
        long wait_us = slots.get(0).at_us() - LEAD_us - loop.now_us();
        loop.after(
                Duration.ofNanos(Math.max(0, wait_us) * 1_000),
                () -> air.launch(new Airwaves.Launch(
                        device.devEui(),
                        phy,
                        false,
                        false,
                        slots,
                        (result, slot) -> counts.count(result == TxResult.OK ? What.JOIN : What.DOWNLINK_FAILED))));
    }
}
