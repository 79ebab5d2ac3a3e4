package si.paka.simulators.devices.lorawan;

import java.nio.ByteBuffer;

/** The bytes of a container's report; the codec of profile {@code paka-reference/waste-container} reads them back. */
final class ContainerPayload {
    static final int PORT = 2;

    private ContainerPayload() {}

    /**
     * @param fill percent
     * @param temperature °C
     * @param battery percent
     */
    static byte[] encode(int fill, double temperature, boolean tilted, double battery) {
        return ByteBuffer.allocate(5)
                .put((byte) fill)
                .putShort((short) Math.round(temperature * 10))
                .put((byte) (tilted ? 1 : 0))
                .put((byte) Math.round(battery))
                .array();
    }
}
