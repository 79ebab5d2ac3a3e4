package si.paka.adapter.lorawan;

import java.util.HashMap;
import java.util.Map;

/** What the network said about one reception. A figure that was not told is not a number. Used by one thread. */
final class RadioFacts {
    private int gateways;
    private double rssi = Double.NaN;
    private double snr = Double.NaN;
    double sf = Double.NaN;
    double frequency = Double.NaN;
    double dr = Double.NaN;
    double fCnt = Double.NaN;
    double latitude = Double.NaN;
    double longitude = Double.NaN;

    /** Of all gateways that heard it, the one that heard it best counts: dBm, then dB. */
    void heardBy(double rssi, double snr) {
        gateways++;
        boolean better = Double.isNaN(this.rssi) || rssi > this.rssi || rssi == this.rssi && snr > this.snr;
        if (better) {
            this.rssi = rssi;
            this.snr = snr;
        }
    }

    /** Those that were told, seven of an uplink, by the names of {@link si.paka.model.DeviceMessage#radio()}. */
    Map<String, Double> known() {
        Map<String, Double> facts = new HashMap<>(16);
        put(facts, "rssi", rssi);
        put(facts, "snr", snr);
        put(facts, "sf", sf);
        put(facts, "frequency", frequency);
        put(facts, "dr", dr);
        put(facts, "fCnt", fCnt);
        put(facts, "lat", latitude);
        put(facts, "lon", longitude);
        if (gateways > 0) {
            facts.put("gateways", (double) gateways);
        }
        return facts;
    }

    private static void put(Map<String, Double> facts, String name, double value) {
        if (Double.isFinite(value)) {
            facts.put(name, value);
        }
    }
}
