package si.paka.simulators.devices.lorawan;

/** The bytes of a parking bay's report; the codec of profile {@code paka-reference/parking-bay} reads them back. */
final class BayPayload {
    /** A change; a heartbeat would come on port 3. */
    static final int PORT = 2;

    private BayPayload() {}

    /**
     * @param temperature °C
     * @param battery percent
     */
    static byte[] encode(boolean occupied, double temperature, double battery) {
        return new byte[] {(byte) (occupied ? 1 : 0), (byte) Math.round(battery), (byte) Math.round(temperature)};
    }
}
