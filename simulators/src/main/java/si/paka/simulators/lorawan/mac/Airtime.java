package si.paka.simulators.lorawan.mac;

/** Time on air at 125 kHz, coding rate 4/5 (Semtech AN1200.13). */
final class Airtime {
    private Airtime() {}

    /** @param dataRate 0..5 */
    static long micros(int dataRate, int bytes) {
        int factor = 12 - dataRate;
        double symbol_us = Math.pow(2, factor) * 8;
        boolean slow = factor >= 11;
        double payload = Math.ceil((8.0 * bytes - 4 * factor + 28 + 16) / (4 * (factor - (slow ? 2 : 0))));
        return Math.round(symbol_us * (12.25 + 8 + Math.max(0, payload) * 5));
    }
}
