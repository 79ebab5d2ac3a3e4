package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.Eu868;
import si.paka.adapter.lorawan.radio.Concentrator;
import si.paka.adapter.lorawan.radio.Concentrators;
import si.paka.adapter.lorawan.radio.Transmission;
import si.paka.adapter.lorawan.radio.TxResult;

/**
 * Brings a frame on air: by the first slot that a concentrator has air and budget for, and if that concentrator refuses, by the next one
 * that still can be reached in time. Used by the server's thread only.
 */
final class Airwaves {
    /** Less than this before its window a concentrator may be too late. */
    private static final long LEAD_us = 40_000;

    private static final Duration ANSWER_PATIENCE = Duration.ofMillis(1_500);

    /**
     * A frame to bring on air.
     *
     * @param devEui empty for a multicast group
     * @param isProtected whether it may use the reserve of the 10 % band
     * @param end called once
     */
    record Launch(String devEui, byte[] phy, boolean classC, boolean isProtected, List<Slot> slots, End end) {}

    /** What became of it. */
    interface End {
        /** @param slot the last one tried; empty if none could be */
        void ended(TxResult result, Optional<Slot> slot);
    }

    private static final class Flight {
        final Launch launch;
        final Deque<Slot> left;
        Transmission transmission;
        Slot slot;

        Flight(Launch launch) {
            this.launch = launch;
            this.left = new ArrayDeque<>(launch.slots());
        }
    }

    private final Loop loop;
    private final Concentrators concentrators;
    private final int mostEirp_dBm;
    private final Map<Long, Flight> flights = new HashMap<>();
    private long lastId;

    Airwaves(Loop loop, Concentrators concentrators, int mostEirp_dBm) {
        this.loop = loop;
        this.concentrators = concentrators;
        this.mostEirp_dBm = mostEirp_dBm;
    }

    Concentrators concentrators() {
        return concentrators;
    }

    /** Whether a frame of this length could go there. */
    boolean canUse(Slot slot, int phyBytes, boolean isProtected) {
        long now_us = loop.now_us();
        return slot.fits(phyBytes)
                && (!slot.isTimed() || slot.at_us() - now_us >= LEAD_us)
                && concentrators.canTransmit(
                        slot.gateway(),
                        slot.frequency_Hz(),
                        slot.dataRate().airtime(phyBytes, false),
                        isProtected,
                        slot.at_us(),
                        now_us);
    }

    void launch(Launch launch) {
        next(new Flight(launch), TxResult.NO_ANSWER);
    }

    private void next(Flight flight, TxResult last) {
        Slot before = flight.slot;
        for (Slot slot = flight.left.poll(); slot != null; slot = flight.left.poll()) {
            if (canUse(slot, flight.launch.phy().length, flight.launch.isProtected()) && goes(flight, slot)) {
                return;
            }
        }
        flight.launch.end().ended(last, Optional.ofNullable(before));
    }

    private boolean goes(Flight flight, Slot slot) {
        int eirp_dBm = Math.min(mostEirp_dBm, Eu868.downlinkEirp_dBm(slot.frequency_Hz()));
        Transmission transmission = new Transmission(
                ++lastId,
                flight.launch.devEui(),
                flight.launch.phy(),
                slot.dataRate(),
                slot.frequency_Hz(),
                eirp_dBm,
                slot.after(),
                slot.delay(),
                slot.secondWindow(),
                flight.launch.classC());
        Optional<Concentrator> by = concentrators.find(slot.gateway());
        flight.transmission = transmission;
        flight.slot = slot;
        flights.put(transmission.id(), flight);
        if (by.isEmpty() || !by.get().transmit(transmission, slot.at_us(), loop.now_us())) {
            flights.remove(transmission.id());
            return false;
        }
        Duration onAir =
                Duration.ofNanos((slot.at_us() - loop.now_us()) * 1_000).plus(transmission.airtime());
        loop.after(onAir.plus(ANSWER_PATIENCE), () -> transmitted(transmission.id(), TxResult.NO_ANSWER));
        return true;
    }

    /** A concentrator answered, or did not. */
    void transmitted(long id, TxResult result) {
        Flight flight = flights.remove(id);
        if (flight == null) {
            return;
        }
        Concentrator by = concentrators.find(flight.slot.gateway()).orElseThrow();
        TxResult meant = result == TxResult.NO_ANSWER && neverAnswers(by) ? TxResult.OK : result;
        by.result(flight.transmission, result, flight.slot.at_us(), loop.now_us());
        if (meant == TxResult.OK || meant == TxResult.NO_ANSWER) {
            flight.launch.end().ended(meant, Optional.of(flight.slot));
        } else {
            next(flight, meant);
        }
    }

    /** Forwarders of protocol version 1 have no TX_ACK. */
    private static boolean neverAnswers(Concentrator by) {
        return by.results().keySet().stream().allMatch(result -> result == TxResult.NO_ANSWER);
    }

    int onTheWay() {
        return flights.size();
    }
}
