package si.paka.adapter.lorawan.server;

import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Eu868;
import si.paka.adapter.lorawan.mac.MacCommand.LinkAdrReq;
import si.paka.adapter.lorawan.server.RadioStats.Sample;

/**
 * Adaptive data rate, as network servers usually do it: from the best signal of the last twenty uplinks, in steps of 3 dB, first the data
 * rate up, then the output down. The data rate is never lowered: a device does that itself when it hears nothing. Pure.
 */
final class Adr {
    private static final double STEP_dB = 3;
    private static final int DEFAULT_CHANNELS = 0x0007;
    private static final int ALL_CHANNELS = 0x00ff;
    private static final int[][] TRANSMISSIONS = {{1, 1, 2}, {1, 2, 3}, {2, 3, 3}, {3, 3, 3}
    }; // by loss and by present count

    /** What a device refused before. */
    record Limits(int dataRate, int txPower) {
        static final Limits NONE = new Limits(Eu868.ADR_TOP.ordinal(), Eu868.MOST_TX_POWER_INDEX);
    }

    private Adr() {}

    /** What to ask; empty if all is as it should be. */
    static Optional<LinkAdrReq> decide(List<Sample> samples, RadioParameters present, Limits limits, double margin_dB) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        DataRate rate = samples.get(samples.size() - 1).dataRate();
        if (!rate.isLora() || rate.compareTo(Eu868.ADR_TOP) > 0) {
            return Optional.empty();
        }
        int power = present.txPower();
        double best_dB = samples.stream().mapToDouble(Sample::snr_dB).max().orElse(0);
        int steps = (int) ((best_dB - rate.neededSnr_dB() - margin_dB) / STEP_dB);
        int dataRate = rate.ordinal();
        for (; steps > 0 && dataRate < limits.dataRate(); steps--) {
            dataRate++;
        }
        for (; steps > 0 && power < limits.txPower(); steps--) {
            power++;
        }
        boolean enough = samples.size() == RadioStats.KEPT
                && samples.stream().allMatch(sample -> sample.txPower() == present.txPower());
        for (; steps < 0 && power > 0 && enough; steps++) {
            power--;
        }
        int transmissions = transmissions(samples, present.transmissions());
        boolean same =
                dataRate == rate.ordinal() && power == present.txPower() && transmissions == present.transmissions();
        int mask = present.moreChannels() ? ALL_CHANNELS : DEFAULT_CHANNELS;
        return same ? Optional.empty() : Optional.of(new LinkAdrReq(dataRate, power, mask, 0, transmissions));
    }

    private static int transmissions(List<Sample> samples, int present) {
        if (samples.size() < RadioStats.KEPT) {
            return present;
        }
        double loss_percent = RadioStats.loss_percent(samples);
        int row = loss_percent < 5 ? 0 : loss_percent < 10 ? 1 : loss_percent < 30 ? 2 : 3;
        return TRANSMISSIONS[row][Math.min(3, Math.max(1, present)) - 1];
    }
}
