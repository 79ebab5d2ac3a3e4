package si.paka.adapter.lorawan.mac;

import java.time.Duration;
import java.util.Optional;

/**
 * EU868 data rates in their order, DR0 to DR11 (RP002-1.0.x, section 2.4.3). DR8 to DR11 are LR-FHSS, up only, and only named: this
 * server takes no part in them beyond reading.
 */
public enum DataRate {
    DR0(12, 125, 59, -20),
    DR1(11, 125, 59, -17.5),
    DR2(10, 125, 59, -15),
    DR3(9, 125, 123, -12.5),
    DR4(8, 125, 250, -10),
    DR5(7, 125, 250, -7.5),
    DR6(7, 250, 250, -7.5),
    /** FSK, 50 kbit/s. */
    DR7(0, 0, 250, -7.5),
    DR8(0, 137, 58, -20),
    DR9(0, 137, 123, -17.5),
    DR10(0, 336, 58, -20),
    DR11(0, 336, 123, -17.5);

    private static final DataRate[] ALL = values();
    private static final int FRAME_HEADER = 8;
    private static final int MOST_OFFSET = 5;

    private final int spreadingFactor;
    private final int bandwidth_kHz;
    private final int mostMacPayload;
    private final double neededSnr_dB;

    DataRate(int spreadingFactor, int bandwidth_kHz, int mostMacPayload, double neededSnr_dB) {
        this.spreadingFactor = spreadingFactor;
        this.bandwidth_kHz = bandwidth_kHz;
        this.mostMacPayload = mostMacPayload;
        this.neededSnr_dB = neededSnr_dB;
    }

    public static Optional<DataRate> of(int index) {
        return index >= 0 && index < ALL.length ? Optional.of(ALL[index]) : Optional.empty();
    }

    public static Optional<DataRate> ofLora(int spreadingFactor, int bandwidth_kHz) {
        for (DataRate rate : ALL) {
            if (rate.isLora() && rate.spreadingFactor == spreadingFactor && rate.bandwidth_kHz == bandwidth_kHz) {
                return Optional.of(rate);
            }
        }
        return Optional.empty();
    }

    public boolean isLora() {
        return spreadingFactor > 0;
    }

    /** Whether a concentrator can transmit it. */
    public boolean isForDownlinks() {
        return ordinal() <= DR7.ordinal();
    }

    /** 7..12, 0 if it is not LoRa. */
    public int spreadingFactor() {
        return spreadingFactor;
    }

    public int bandwidth_kHz() {
        return bandwidth_kHz;
    }

    /** Signal to noise at which a demodulator still works. */
    public double neededSnr_dB() {
        return neededSnr_dB;
    }

    /** The longest payload beside so many bytes of FOpts, no repeater. */
    public int mostPayload(int fOptsLength) {
        return mostMacPayload - FRAME_HEADER - fOptsLength;
    }

    /** Of the first receive window, by the offset that the device was told (0..5). */
    public DataRate firstWindow(int offset) {
        int up = switch (this) {
            case DR8, DR10 -> 1;
            case DR9, DR11 -> 2;
            default -> ordinal();
        };
        return ALL[Math.max(0, up - Math.min(offset, MOST_OFFSET))];
    }

    /**
     * Time on air with coding rate 4/5, 8 symbols of preamble and explicit header (Semtech AN1200.13); zero for LR-FHSS.
     *
     * @param bytes the whole PHYPayload
     * @param up uplinks carry a CRC, downlinks do not
     */
    public Duration airtime(int bytes, boolean up) {
        if (this == DR7) {
            return Duration.ofNanos(
                    (5 + 3 + 1 + bytes + 2) * 8 * 20_000L); // preamble, sync, length, payload, CRC at 50 kbit/s
        }
        if (!isLora()) {
            return Duration.ZERO;
        }
        long symbol_ns = (1L << spreadingFactor) * 1_000_000L / bandwidth_kHz;
        int lowRate = symbol_ns >= 16_000_000L ? 1 : 0;
        int bits = 8 * bytes - 4 * spreadingFactor + 28 + (up ? 16 : 0);
        int perBlock = 4 * (spreadingFactor - 2 * lowRate);
        int symbols = 8 + Math.max(Math.floorDiv(bits + perBlock - 1, perBlock) * 5, 0);
        return Duration.ofNanos(symbols * symbol_ns + 12 * symbol_ns + symbol_ns / 4);
    }
}
