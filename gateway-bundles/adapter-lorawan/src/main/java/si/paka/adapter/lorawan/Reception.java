package si.paka.adapter.lorawan;

/**
 * One concentrator's reception of an uplink.
 *
 * @param gateway its EUI, 16 hex digits in lower case; empty if it was not told
 * @param rssi_dBm not a number if it was not told
 * @param snr_dB not a number if it was not told
 */
public record Reception(String gateway, double rssi_dBm, double snr_dB) {
    /** The better of two: by signal to noise, then by strength. */
    public Reception better(Reception other) {
        int snr = Double.compare(known(snr_dB), known(other.snr_dB));
        int rssi = Double.compare(known(rssi_dBm), known(other.rssi_dBm));
        return snr > 0 || snr == 0 && rssi >= 0 ? this : other;
    }

    private static double known(double figure) {
        return Double.isNaN(figure) ? Double.NEGATIVE_INFINITY : figure;
    }
}
