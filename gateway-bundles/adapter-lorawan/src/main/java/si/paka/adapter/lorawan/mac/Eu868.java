package si.paka.adapter.lorawan.mac;

import java.util.List;

/** Channels and windows of EU868 (RP002-1.0.x, section 2.4). */
public final class Eu868 {
    /** Every device has them from the start; joins go there. */
    public static final List<Long> JOIN_CHANNELS_Hz = List.of(868_100_000L, 868_300_000L, 868_500_000L);
    /** Told to a device when it joins; channels 3 to 7. */
    public static final List<Long> MORE_CHANNELS_Hz =
            List.of(867_100_000L, 867_300_000L, 867_500_000L, 867_700_000L, 867_900_000L);

    public static final long RX2_Hz = 869_525_000L;
    public static final DataRate RX2_DATA_RATE = DataRate.DR0;
    public static final int JOIN_ACCEPT_DELAY1_s = 5;
    /** Output of devices is this, less 2 dB for each TXPower index. */
    public static final int DEVICE_EIRP_dBm = 16;

    public static final int MOST_TX_POWER_INDEX = 7;
    /** The highest that ADR sets. */
    public static final DataRate ADR_TOP = DataRate.DR5;
    /** Of concentrators where a band allows more. */
    public static final int DOWNLINK_EIRP_dBm = 14;
    /** 27 dBm ERP. */
    public static final int RX2_EIRP_dBm = 29;

    public static final long LOWEST_Hz = 863_000_000L;
    public static final long HIGHEST_Hz = 870_000_000L;

    private Eu868() {}

    /** Output of a concentrator on a frequency. */
    public static int downlinkEirp_dBm(long frequency_Hz) {
        return SubBand.of(frequency_Hz).orElse(SubBand.M) == SubBand.P ? RX2_EIRP_dBm : DOWNLINK_EIRP_dBm;
    }
}
