package si.paka.adapter.lorawan.chirpstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import si.paka.adapter.lorawan.RadioChannel;
import si.paka.adapter.lorawan.RadioHealth;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.mac.DataRate;

/**
 * How well each device was heard lately, from its events. In memory; of more devices than a cabinet holds, the one not heard for
 * longest is forgotten. Safe from any thread.
 */
final class RadioBook {
    private static final int MOST_DEVICES = 10_000;
    /** Of the gaps in the frame counter this many uplinks back count. */
    private static final int WINDOW = 20;

    private static final double THIN_MARGIN_dB = 5;
    private static final double MUCH_LOSS_percent = 10;

    /** What is known of one device. */
    private static final class Entry {
        long lastCounter = -1;
        double loss; // smoothed, 0..1
        double margin = Double.NaN;
        int spreadingFactor;
        OptionalDouble battery = OptionalDouble.empty();
        Optional<Instant> joined = Optional.empty();
        Instant heard;
        List<Reception> receptions = List.of();
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MOST_DEVICES;
        }
    };

    private Entry of(String devEui) {
        return entries.computeIfAbsent(devEui, unknown -> new Entry());
    }

    synchronized void heard(String devEui, long counter, RadioChannel channel, List<Reception> receptions, Instant at) {
        Entry entry = of(devEui);
        if (entry.lastCounter >= 0 && counter > entry.lastCounter) {
            double lost = Math.min(WINDOW, counter - entry.lastCounter - 1);
            entry.loss += (lost / (lost + 1) - entry.loss) * Math.min(1, (lost + 1) / WINDOW);
        }
        entry.lastCounter = counter;
        entry.spreadingFactor = channel.spreadingFactor();
        List<Reception> best = new ArrayList<>(receptions);
        best.sort(Comparator.comparingDouble(Reception::snr_dB).reversed());
        entry.receptions = best;
        entry.margin = best.isEmpty()
                ? Double.NaN
                : best.get(0).snr_dB()
                        - DataRate.of(channel.dataRate())
                                .map(DataRate::neededSnr_dB)
                                .orElse(Double.NaN);
        entry.heard = at;
    }

    synchronized void joined(String devEui, Instant at) {
        Entry entry = of(devEui);
        entry.joined = Optional.of(at);
        entry.lastCounter = -1;
    }

    synchronized void battery(String devEui, OptionalDouble percent) {
        of(devEui).battery = percent;
    }

    synchronized Optional<RadioHealth> find(String devEui) {
        Entry entry = entries.get(devEui);
        if (entry == null || entry.heard == null) {
            return Optional.empty();
        }
        double loss = entry.loss * 100;
        return Optional.of(new RadioHealth(
                entry.margin,
                entry.spreadingFactor,
                loss,
                entry.battery,
                entry.joined,
                entry.heard,
                entry.receptions,
                advice(entry, loss)));
    }

    private static String advice(Entry entry, double loss) {
        if (loss > MUCH_LOSS_percent && entry.receptions.size() < 2) {
            return "Only one concentrator hears it and frames are lost: ask the operator for a second one nearby, or move the"
                    + " antenna.";
        }
        if (loss > MUCH_LOSS_percent) {
            return "Frames are lost though several concentrators hear it: look for a source of interference near it.";
        }
        if (entry.margin < THIN_MARGIN_dB) {
            return "It is heard with little margin: a better antenna place would make it safe against rain and traffic.";
        }
        return "Nothing needs to be done.";
    }
}
