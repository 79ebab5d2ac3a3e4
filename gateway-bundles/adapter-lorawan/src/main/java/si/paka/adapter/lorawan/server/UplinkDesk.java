package si.paka.adapter.lorawan.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.DeviceStatus;
import si.paka.adapter.lorawan.LifeSign;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.Uplink;
import si.paka.adapter.lorawan.mac.DataFrame;
import si.paka.adapter.lorawan.mac.Frame;
import si.paka.adapter.lorawan.mac.FrameCounter;
import si.paka.adapter.lorawan.mac.JoinRequest;
import si.paka.adapter.lorawan.mac.MacCommand;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.server.ServerCounts.What;

/**
 * From a frame, gathered from all concentrators, to the device's message: whose is it, is it new, write the counter down, hand it in,
 * and when both are on disk open the device's windows. What is forged is counted and has no effect on the device it names. Used by the
 * server's thread only.
 */
final class UplinkDesk {
    private static final Logger log = LoggerFactory.getLogger(UplinkDesk.class);
    /** A device repeats a frame fifteen times at most; this many are answered. */
    private static final int MOST_REPETITIONS = 8;

    private static final int LAST_APPLICATION_PORT = 223;

    private final Loop loop;
    private final DeviceBook devices;
    private final SessionStore store;
    private final JoinDesk joins;
    private final MacDesk mac;
    private final DownlinkDesk downlinks;
    private final Airwaves air;
    private final ServerCounts counts;
    private final NetworkEvents events;

    UplinkDesk(
            Loop loop,
            DeviceBook devices,
            SessionStore store,
            JoinDesk joins,
            MacDesk mac,
            DownlinkDesk downlinks,
            Airwaves air,
            ServerCounts counts,
            NetworkEvents events) {
        this.loop = loop;
        this.devices = devices;
        this.store = store;
        this.joins = joins;
        this.mac = mac;
        this.downlinks = downlinks;
        this.air = air;
        this.counts = counts;
        this.events = events;
    }

    /** @param receptions of one frame, at least one */
    void take(List<HeardFrame> receptions) {
        Frame frame = Frame.readUp(receptions.get(0).phy());
        List<HeardFrame> bestFirst = air.concentrators().bestFirst(receptions);
        if (frame instanceof DataFrame data) {
            data(data, bestFirst);
        } else if (frame instanceof JoinRequest request) {
            joins.asked(request, bestFirst);
        } else {
            counts.count(What.MALFORMED);
        }
    }

    private void data(DataFrame frame, List<HeardFrame> bestFirst) {
        List<DeviceState> candidates = devices.find(frame.devAddr());
        for (DeviceState device : candidates) {
            Session session = device.current().filter(one -> isOf(one, frame)).orElse(null);
            if (session != null) {
                signed(device, session, frame, bestFirst, false);
                return;
            }
            if (device.offered().filter(one -> isOf(one, frame)).isPresent()) {
                Session fresh = device.offered().get();
                devices.promote(device);
                device.stats().joined(fresh.since());
                signed(device, fresh, frame, bestFirst, true);
                return;
            }
        }
        counts.count(candidates.isEmpty() ? What.UNKNOWN_ADDRESS : What.WRONG_MIC);
    }

    private static boolean isOf(Session session, DataFrame frame) {
        long counter = FrameCounter.full(session.lastUp(), frame.fCnt());
        return session.devAddr() == frame.devAddr()
                && counter <= 0xffff_ffffL
                && frame.isSignedBy(session.keys().network(), counter);
    }

    private void signed(
            DeviceState device, Session session, DataFrame frame, List<HeardFrame> bestFirst, boolean joined) {
        long counter = FrameCounter.full(session.lastUp(), frame.fCnt());
        boolean repetition = counter == session.lastUp();
        Opportunity opportunity = new Opportunity(
                device,
                session,
                bestFirst,
                frame.type().isConfirmed(),
                frame.control().adrAckReq());
        if (repetition) {
            if (session.repeated() > MOST_REPETITIONS) {
                counts.count(What.REPLAY);
                return;
            }
            counts.count(What.REPETITION);
        } else {
            counts.count(What.UPLINK);
            session.acceptedUp(counter);
            store.putUp(session, counter); // before the message: the state store and the journal keep this order
            heard(device, session, counter, bestFirst);
            downlinks.answered(device, frame.control().ack());
        }
        deliver(frame, counter, opportunity, joined, repetition);
    }

    private void heard(DeviceState device, Session session, long counter, List<HeardFrame> bestFirst) {
        device.lastReceptions(bestFirst);
        HeardFrame best = bestFirst.get(0);
        double snr_dB = bestFirst.stream().mapToDouble(HeardFrame::snr_dB).max().orElseThrow();
        device.stats()
                .heard(
                        new RadioStats.Sample(
                                counter,
                                snr_dB,
                                best.dataRate(),
                                session.parameters().txPower()),
                        Receptions.of(bestFirst),
                        best.at());
    }

    private void deliver(DataFrame frame, long counter, Opportunity opportunity, boolean joined, boolean repetition) {
        Session session = opportunity.session();
        DeviceState device = opportunity.device();
        Instant at = opportunity.best().at();
        byte[] clear = frame.decrypt(session.keys(), counter);
        CompletableFuture<Void> status = commands(frame, clear, counter, opportunity, at);
        CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
        boolean data = frame.fPort() > 0 && frame.fPort() <= LAST_APPLICATION_PORT && clear.length > 0;
        if (data && frame.fPort() != ClockSync.PORT) {
            kept = events.uplink(uplink(frame, clear, counter, opportunity, at));
        } else if (data && !repetition) {
            ClockSync.answer(device.devEui(), clear, at)
                    .ifPresent(answer -> downlinks.offer(device, answer, (step, detail, when) -> {}));
        }
        if (!repetition && (joined || !data || frame.fPort() == ClockSync.PORT)) {
            events.alive(lifeSign(device, joined, counter, opportunity, at));
        }
        CompletableFuture.allOf(kept, status)
                .whenComplete((done, failure) -> loop.execute(() -> safe(opportunity, failure)));
    }

    private void safe(Opportunity opportunity, Throwable failure) {
        if (failure == null) {
            downlinks.open(opportunity);
            downlinks.pump(opportunity.device());
        } else { // not acknowledged: a confirmed frame comes again
            counts.count(What.NOT_KEPT);
            log.debug("an uplink of {} was not kept: {}", opportunity.device().devEui(), failure.getMessage());
        }
    }

    private CompletableFuture<Void> commands(
            DataFrame frame, byte[] clear, long counter, Opportunity opportunity, Instant at) {
        Session session = opportunity.session();
        DeviceState device = opportunity.device();
        session.mac().nextUplink();
        MacCommand.Sequence<MacCommand.Up> read = MacCommand.readUp(frame.fPort() == 0 ? clear : frame.fOpts());
        read.problem().ifPresent(problem -> counts.count(What.MAC_COMMAND));
        Optional<MacCommand.DevStatusAns> status = mac.take(device, session, read.commands(), opportunity, at);
        mac.ask(device, session, frame.control().adr(), at);
        return status.map(ans -> events.status(new DeviceStatus(
                        device.devEui(),
                        session.messageId(counter) + "-status",
                        MacDesk.battery_percent(ans),
                        ans.margin_dB(),
                        at)))
                .orElse(CompletableFuture.completedFuture(null));
    }

    private static Uplink uplink(DataFrame frame, byte[] clear, long counter, Opportunity opportunity, Instant at) {
        return new Uplink(
                opportunity.device().devEui(),
                opportunity.session().messageId(counter),
                "",
                at,
                counter,
                frame.fPort(),
                clear,
                frame.type().isConfirmed(),
                Receptions.channel(opportunity.best()),
                Receptions.of(opportunity.heard()));
    }

    private static LifeSign lifeSign(
            DeviceState device, boolean joined, long counter, Opportunity opportunity, Instant at) {
        return new LifeSign(
                device.devEui(),
                "",
                joined,
                counter,
                Receptions.channel(opportunity.best()),
                Receptions.of(opportunity.heard()),
                at);
    }
}
