package si.paka.adapter.lorawan.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.radio.HeardFrame;

/** All that is known of one device. Changed by the server's thread only; the rest may ask for the session and the statistics. */
final class DeviceState {
    private final RadioStats stats = new RadioStats();
    private final DownlinkQueue queue = new DownlinkQueue();
    private volatile KnownDevice known;
    private volatile Session current;
    private Session offered;
    private DownlinkItem awaited;
    private List<HeardFrame> lastReceptions = List.of();
    private Instant statusAsked = Instant.EPOCH;
    private Adr.Limits adrLimits = Adr.Limits.NONE;
    private long busyUntil_us = Long.MIN_VALUE;
    private long wakeAt_us = Long.MAX_VALUE;

    DeviceState(KnownDevice known) {
        this.known = known;
    }

    String devEui() {
        return known.devEui();
    }

    KnownDevice known() {
        return known;
    }

    void known(KnownDevice now) {
        known = now;
    }

    RadioStats stats() {
        return stats;
    }

    DownlinkQueue queue() {
        return queue;
    }

    Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    void current(Session session) {
        current = session;
        adrLimits = Adr.Limits.NONE;
    }

    Optional<Session> offered() {
        return Optional.ofNullable(offered);
    }

    void offered(Session session) {
        offered = session;
    }

    /** A confirmed downlink that was on air and is not acknowledged yet. */
    Optional<DownlinkItem> awaited() {
        return Optional.ofNullable(awaited).filter(item -> !item.hasEnded());
    }

    void awaited(DownlinkItem item) {
        awaited = item;
    }

    /** Of the last uplink, best concentrator first. */
    List<HeardFrame> lastReceptions() {
        return lastReceptions;
    }

    void lastReceptions(List<HeardFrame> bestFirst) {
        lastReceptions = bestFirst;
    }

    Instant statusAsked() {
        return statusAsked;
    }

    void statusAsked(Instant at) {
        statusAsked = at;
    }

    Adr.Limits adrLimits() {
        return adrLimits;
    }

    void adrLimits(Adr.Limits limits) {
        adrLimits = limits;
    }

    /** Until then something to it is on air, or will be. */
    long busyUntil_us() {
        return busyUntil_us;
    }

    void busyUntil_us(long until) {
        busyUntil_us = until;
    }

    /** When its queue is to be looked at next; {@link Long#MAX_VALUE} if nothing is planned. */
    long wakeAt_us() {
        return wakeAt_us;
    }

    void wakeAt_us(long at) {
        wakeAt_us = at;
    }
}
