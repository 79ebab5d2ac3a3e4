package si.paka.adapter.lorawan.server;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import si.paka.adapter.lorawan.RadioHealth;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.mac.DataRate;

/** The last twenty uplinks of a device. Safe from any thread. */
final class RadioStats {
    static final int KEPT = 20;

    /** One uplink as its best concentrator heard it. */
    record Sample(long fCnt, double snr_dB, DataRate dataRate, int txPower) {
        double margin_dB() {
            return snr_dB - dataRate.neededSnr_dB();
        }
    }

    private final Deque<Sample> samples = new ArrayDeque<>(KEPT);
    private List<Reception> receptions = List.of();
    private Instant lastHeard = Instant.EPOCH;
    private Instant lastJoin;
    private OptionalDouble battery_percent = OptionalDouble.empty();

    synchronized void heard(Sample sample, List<Reception> by, Instant at) {
        Sample before = samples.peekLast();
        if (before != null && sample.fCnt() <= before.fCnt()) {
            samples.clear(); // a new session counts from the beginning
        }
        if (samples.size() == KEPT) {
            samples.pollFirst();
        }
        samples.addLast(sample);
        receptions = by;
        lastHeard = at;
    }

    synchronized void joined(Instant at) {
        lastJoin = at;
    }

    synchronized void battery(OptionalDouble percent) {
        battery_percent = percent;
    }

    /** What ADR looks at, oldest first. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized void forget() {
        samples.clear();
    }

    /** Of the frames between the first and the last of these, how many were not heard, percent. */
    static double loss_percent(List<Sample> samples) {
        if (samples.size() < 2) {
            return 0;
        }
        long sent = samples.get(samples.size() - 1).fCnt() - samples.get(0).fCnt() + 1;
        return 100.0 * (sent - samples.size()) / sent;
    }

    synchronized Optional<RadioHealth> health() {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        List<Sample> last = List.copyOf(samples);
        double margin_dB =
                last.stream().mapToDouble(Sample::margin_dB).average().orElse(0);
        double loss_percent = loss_percent(last);
        int factor = samples.getLast().dataRate().spreadingFactor();
        return Optional.of(new RadioHealth(
                Math.round(margin_dB * 10) / 10.0,
                factor,
                Math.round(loss_percent * 10) / 10.0,
                battery_percent,
                Optional.ofNullable(lastJoin),
                lastHeard,
                receptions,
                Advice.of(margin_dB, factor, loss_percent, receptions.size(), battery_percent)));
    }
}
