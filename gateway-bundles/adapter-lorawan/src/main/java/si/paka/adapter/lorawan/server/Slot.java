package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.RxTime;

/**
 * A chance to transmit: one concentrator, one window.
 *
 * @param after the uplink by the concentrator's clock; empty: at once
 * @param at_us by the cabinet's clock that is never set
 */
record Slot(
        String gateway,
        Optional<RxTime> after,
        Duration delay,
        boolean secondWindow,
        DataRate dataRate,
        long frequency_Hz,
        long at_us) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** What the way to a concentrator takes when nothing is timed. */
    private static final long AT_ONCE_us = 5_000;

    /** Both windows after an uplink on all concentrators that heard it: first windows first, best concentrator first. */
    static List<Slot> after(
            List<HeardFrame> bestFirst, Duration firstDelay, DataRate first, DataRate second, long second_Hz) {
        List<Slot> slots = new ArrayList<>(2 * bestFirst.size());
        if (first.isForDownlinks()) {
            bestFirst.forEach(heard -> slots.add(of(heard, firstDelay, false, first, heard.frequency_Hz())));
        }
        bestFirst.forEach(heard -> slots.add(of(heard, firstDelay.plus(SECOND), true, second, second_Hz)));
        return slots;
    }

    private static Slot of(HeardFrame heard, Duration delay, boolean second, DataRate rate, long frequency_Hz) {
        long at_us = heard.at_us() + delay.toNanos() / 1_000;
        return new Slot(heard.gateway(), Optional.of(heard.time()), delay, second, rate, frequency_Hz, at_us);
    }

    /** At once, for a device that listens all the time. */
    static Slot now(String gateway, DataRate rate, long frequency_Hz, long now_us) {
        return new Slot(gateway, Optional.empty(), Duration.ZERO, true, rate, frequency_Hz, now_us + AT_ONCE_us);
    }

    boolean isTimed() {
        return after.isPresent();
    }

    boolean fits(int phyBytes) {
        return phyBytes <= dataRate.mostPayload(0) + 13;
    }
}
