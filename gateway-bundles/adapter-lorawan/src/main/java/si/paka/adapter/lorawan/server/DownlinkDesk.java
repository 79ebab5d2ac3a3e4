package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.mac.DataFrame;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.FrameControl;
import si.paka.adapter.lorawan.mac.MType;
import si.paka.adapter.lorawan.mac.MacCommand;
import si.paka.adapter.lorawan.radio.Concentrator;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.server.ServerCounts.What;
import si.paka.model.decision.Rank;

/**
 * Decides what goes down to which device when: in the windows after an uplink, at once to a device that listens all the time. The
 * decision is taken as late as the concentrator allows, so that what came up last still goes along. Used by the server's thread only.
 */
final class DownlinkDesk {
    /** How long before a window the decision is taken. */
    private static final Duration LEAD = Duration.ofMillis(400);

    private static final Duration CLASS_C_ANSWER = Duration.ofSeconds(8);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final long PAUSE_us = 50_000;
    private static final int MOST_OPTIONS = 15;
    private static final int FRAME_OVERHEAD = 13;
    private static final long FEW_LEFT = SessionStore.BLOCK / 4;

    private final Loop loop;
    private final SessionStore store;
    private final Airwaves air;
    private final ServerCounts counts;
    private long lastOrder;

    DownlinkDesk(Loop loop, SessionStore store, Airwaves air, ServerCounts counts) {
        this.loop = loop;
        this.store = store;
        this.air = air;
        this.counts = counts;
    }

    /** Takes a downlink into the device's queue. */
    void offer(DeviceState device, Downlink downlink, DownlinkProgress progress) {
        DownlinkItem item = new DownlinkItem(downlink, progress, ++lastOrder);
        item.tell(Step.QUEUED, "", loop.now());
        device.queue().add(item, loop.now());
        pump(device);
    }

    private static boolean isProtected(Rank rank) {
        return !Rank.ROAD_USER_SAFETY.isStrongerThan(rank);
    }

    // ---- in the windows after an uplink

    /** The uplink is safe: its windows may be used. */
    void open(Opportunity opportunity) {
        reserve(opportunity.session());
        long decide_us = opportunity.at_us()
                + (opportunity.session().parameters().rxDelay_s() * 1_000_000L)
                - LEAD.toNanos() / 1_000;
        loop.after(Duration.ofNanos(Math.max(0, decide_us - loop.now_us()) * 1_000), () -> decide(opportunity));
    }

    private void decide(Opportunity opportunity) {
        DeviceState device = opportunity.device();
        Session session = opportunity.session();
        if (device.current().filter(present -> present == session).isEmpty()) {
            return; // it has joined anew meanwhile
        }
        Optional<DownlinkItem> item =
                device.awaited().isPresent() ? Optional.empty() : device.queue().peek(loop.now());
        boolean needed = opportunity.acknowledge()
                || opportunity.answerWanted()
                || session.mac().hasSomething();
        if (item.isEmpty() && !needed || loop.now_us() < device.busyUntil_us()) {
            pump(device);
            return;
        }
        if (session.downLeft() == 0 && isInTime(opportunity)) { // just restarted, and the disk is slow
            loop.after(SOON, () -> decide(opportunity));
            return;
        }
        List<Slot> slots = windows(opportunity);
        if (item.isPresent() && tryItem(opportunity, item.get(), slots)) {
            return;
        }
        if (needed && send(opportunity, Optional.empty(), slots)) {
            return;
        }
        counts.count(What.NO_AIR);
        pump(device);
    }

    private boolean isInTime(Opportunity opportunity) {
        long second_us = (opportunity.session().parameters().rxDelay_s() + 1) * 1_000_000L;
        return loop.now_us() < opportunity.at_us() + second_us;
    }

    private static List<Slot> windows(Opportunity opportunity) {
        RadioParameters parameters = opportunity.session().parameters();
        return Slot.after(
                opportunity.heard(),
                Duration.ofSeconds(parameters.rxDelay_s()),
                opportunity.dataRate().firstWindow(parameters.rx1Offset()),
                DataRate.of(parameters.rx2DataRate()).orElseThrow(),
                parameters.rx2_Hz());
    }

    private boolean tryItem(Opportunity opportunity, DownlinkItem item, List<Slot> slots) {
        int size = item.downlink().payload().length;
        if (slots.stream().noneMatch(slot -> slot.dataRate().mostPayload(0) >= size)) {
            refuseTooLong(opportunity.device(), item, slots.get(0).dataRate());
            return false;
        }
        return send(opportunity, Optional.of(item), slots);
    }

    private void refuseTooLong(DeviceState device, DownlinkItem item, DataRate rate) {
        device.queue().remove(item);
        item.end(
                Step.REFUSED,
                item.downlink().payload().length + " bytes at " + rate + ", which takes " + rate.mostPayload(0),
                loop.now());
    }

    /** Into the first slot that can be used; false if there is none. */
    private boolean send(Opportunity opportunity, Optional<DownlinkItem> item, List<Slot> slots) {
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            Optional<Content> content = content(opportunity.session(), item, slot.dataRate());
            boolean usable =
                    content.isPresent() && air.canUse(slot, content.get().phyBytes(), isProtected(rank(item)));
            if (usable) {
                return go(
                        opportunity.device(),
                        opportunity.session(),
                        content.get(),
                        item,
                        opportunity.acknowledge(),
                        slots.subList(i, slots.size()),
                        false);
            }
        }
        return false;
    }

    private static Rank rank(Optional<DownlinkItem> item) {
        return item.map(one -> one.downlink().rank()).orElse(Rank.FLOW);
    }

    // ---- at once

    /** Looks at the queue of a device that listens all the time; harmless for all others. */
    void pump(DeviceState device) {
        Session session = device.current().orElse(null);
        if (session == null
                || !device.known().radio().classC()
                || device.lastReceptions().isEmpty()) {
            return;
        }
        Optional<DownlinkItem> item = device.queue().peek(loop.now());
        if (item.isEmpty() || mustWaitForAnswer(device, item.get())) {
            return;
        }
        long now_us = loop.now_us();
        if (now_us < device.busyUntil_us()) {
            wake(device, Duration.ofNanos((device.busyUntil_us() - now_us) * 1_000));
            return;
        }
        atOnce(device, session, item.get());
    }

    /** An emergency does not wait for the answer to something weaker. */
    private static boolean mustWaitForAnswer(DeviceState device, DownlinkItem item) {
        return device.awaited()
                .filter(waiting -> !item.downlink()
                        .rank()
                        .isStrongerThan(waiting.downlink().rank()))
                .isPresent();
    }

    private void atOnce(DeviceState device, Session session, DownlinkItem item) {
        reserve(session);
        DataRate rate = DataRate.of(session.parameters().rx2DataRate()).orElseThrow();
        Optional<Content> content = content(session, Optional.of(item), rate);
        if (content.isEmpty()) {
            refuseTooLong(device, item, rate);
            pump(device);
            return;
        }
        long frequency_Hz = session.parameters().rx2_Hz();
        boolean isProtected = isProtected(item.downlink().rank());
        List<Slot> slots = device.lastReceptions().stream()
                .map(heard -> Slot.now(heard.gateway(), rate, frequency_Hz, loop.now_us()))
                .toList();
        List<Slot> usable = slots.stream()
                .filter(slot -> air.canUse(slot, content.get().phyBytes(), isProtected))
                .toList();
        if (usable.isEmpty()) {
            wake(device, firstChance(slots, content.get().phyBytes()));
            return;
        }
        go(device, session, content.get(), Optional.of(item), false, usable, true);
    }

    /** When air is free again; a second if it is the budget that is spent, or nobody can be reached. */
    private Duration firstChance(List<Slot> slots, int phyBytes) {
        long now_us = loop.now_us();
        long first_us = slots.stream()
                .mapToLong(slot -> air.concentrators()
                        .find(slot.gateway())
                        .filter(Concentrator::isConnected)
                        .map(one -> one.firstFree(slot.at_us(), slot.dataRate().airtime(phyBytes, false)))
                        .filter(at -> at > slot.at_us())
                        .orElse(Long.MAX_VALUE))
                .min()
                .orElse(Long.MAX_VALUE);
        return first_us == Long.MAX_VALUE
                ? TRY_AGAIN
                : Duration.ofNanos(Math.min(first_us - now_us, TRY_AGAIN.toNanos() / 1_000) * 1_000);
    }

    private void wake(DeviceState device, Duration delay) {
        long at_us = loop.now_us() + delay.toNanos() / 1_000;
        if (at_us >= device.wakeAt_us()) {
            return;
        }
        device.wakeAt_us(at_us);
        loop.after(delay, () -> {
            if (device.wakeAt_us() == at_us) {
                device.wakeAt_us(Long.MAX_VALUE);
                pump(device);
            }
        });
    }

    // ---- both

    /** What a frame carries. */
    private record Content(List<MacCommand.Down> commands, boolean commandsOnPortZero, int port, byte[] payload) {
        int phyBytes() {
            int options = commandsOnPortZero ? 0 : bytes(commands).length;
            return FRAME_OVERHEAD + options + payload.length;
        }
    }

    /** Empty if the payload does not fit this data rate. */
    private static Optional<Content> content(Session session, Optional<DownlinkItem> item, DataRate rate) {
        if (item.isEmpty()) {
            List<MacCommand.Down> all = session.mac().peek(rate.mostPayload(0));
            byte[] bytes = bytes(all);
            return Optional.of(
                    bytes.length > MOST_OPTIONS
                            ? new Content(all, true, 0, bytes)
                            : new Content(all, false, DataFrame.NO_PORT, new byte[0]));
        }
        byte[] payload = item.get().downlink().payload();
        int room = rate.mostPayload(0) - payload.length;
        if (room < 0) {
            return Optional.empty();
        }
        List<MacCommand.Down> some = session.mac().peek(Math.min(MOST_OPTIONS, room));
        return Optional.of(new Content(some, false, item.get().downlink().fPort(), payload));
    }

    private static byte[] bytes(List<MacCommand.Down> commands) {
        byte[] all = new byte[commands.stream().mapToInt(MacCommand::size).sum()];
        int at = 0;
        for (MacCommand.Down one : commands) {
            byte[] bytes = one.toBytes();
            System.arraycopy(bytes, 0, all, at, bytes.length);
            at += bytes.length;
        }
        return all;
    }

    /** Makes the frame and brings it on air; true if it is on its way, or will be as soon as a counter is reserved. */
    private boolean go(
            DeviceState device,
            Session session,
            Content content,
            Optional<DownlinkItem> item,
            boolean acknowledge,
            List<Slot> slots,
            boolean classC) {
        long counter = session.takeDown();
        if (counter < 0) {
            if (classC) {
                wake(device, SOON);
            }
            return classC;
        }
        boolean confirmed = item.map(one -> one.downlink().confirmed()).orElse(false);
        item.ifPresent(device.queue()::remove);
        boolean more = device.queue().peek(loop.now()).isPresent();
        FrameControl control = new FrameControl(true, false, acknowledge, more);
        byte[] phy = DataFrame.create(
                        confirmed ? MType.CONFIRMED_DOWN : MType.UNCONFIRMED_DOWN,
                        session.devAddr(),
                        control,
                        counter,
                        content.commandsOnPortZero() ? new byte[0] : bytes(content.commands()),
                        content.port(),
                        content.payload(),
                        session.keys())
                .phy();
        session.mac().sent(content.commands());
        Slot first = slots.get(0);
        device.busyUntil_us(
                first.at_us() + first.dataRate().airtime(phy.length, false).toNanos() / 1_000 + PAUSE_us);
        air.launch(new Airwaves.Launch(
                device.devEui(),
                phy,
                classC,
                isProtected(rank(item)),
                slots,
                (result, slot) -> ended(device, item, result, slot)));
        return true;
    }

    private void ended(DeviceState device, Optional<DownlinkItem> item, TxResult result, Optional<Slot> slot) {
        counts.count(result == TxResult.OK ? What.DOWNLINK : What.DOWNLINK_FAILED);
        Instant now = loop.now();
        if (result == TxResult.OK) {
            String how = slot.map(used -> "by " + used.gateway() + " at " + used.dataRate())
                    .orElse("");
            item.ifPresent(one -> {
                one.transmitted(how, now);
                await(device, one, slot);
            });
        } else {
            device.busyUntil_us(loop.now_us());
            item.ifPresent(one -> again(device, one, "the concentrator says " + result));
        }
        if (device.queue().size() > 0) {
            wake(device, Duration.ofNanos(Math.max(0, device.busyUntil_us() - loop.now_us()) * 1_000));
        }
    }

    private void await(DeviceState device, DownlinkItem item, Optional<Slot> slot) {
        if (item.hasEnded()) {
            return;
        }
        device.awaited(item);
        boolean classC = slot.map(used -> !used.isTimed()).orElse(false);
        if (classC) {
            loop.after(CLASS_C_ANSWER, () -> {
                if (device.awaited().filter(waiting -> waiting == item).isPresent()) {
                    notAcknowledged(device, item);
                }
            });
        }
    }

    /** Another frame with another counter, unless it was tried often enough. */
    private void again(DeviceState device, DownlinkItem item, String why) {
        if (item.isExpired(loop.now())) {
            item.end(Step.EXPIRED, why, loop.now());
        } else {
            device.queue().putBack(item, loop.now());
        }
    }

    private void notAcknowledged(DeviceState device, DownlinkItem item) {
        device.awaited(null);
        if (item.mayTryAgain()) {
            again(device, item, "the device did not acknowledge it");
            pump(device);
        } else {
            item.end(
                    Step.NOT_ACKNOWLEDGED,
                    "not acknowledged after " + DownlinkItem.MOST_TRANSMISSIONS + " transmissions",
                    loop.now());
        }
    }

    /** A new uplink tells whether the device has had the confirmed downlink before it. */
    void answered(DeviceState device, boolean acknowledged) {
        device.awaited().ifPresent(item -> {
            if (acknowledged) {
                device.awaited(null);
                item.end(Step.ACKNOWLEDGED, "by the device", loop.now());
            } else if (!device.known().radio().classC()) {
                notAcknowledged(device, item);
            }
        });
    }

    /** Sees to it that downlink counters are reserved on disk ahead of their use. */
    void reserve(Session session) {
        if (session.downLeft() >= FEW_LEFT || session.isReserving()) {
            return;
        }
        session.reserving(true);
        long bound = session.reservedDown() + SessionStore.BLOCK;
        store.putDown(session, bound)
                .whenComplete((done, failure) -> loop.execute(() -> {
                    session.reserving(false);
                    if (failure == null) {
                        session.reservedDown(bound);
                    }
                }));
    }
}
