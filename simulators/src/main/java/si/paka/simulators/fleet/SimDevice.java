package si.paka.simulators.fleet;

import java.util.Map;
import java.util.TreeMap;

/**
 * One device as it is written into the register.
 *
 * @param address DevEUI, endpoint name, or id in the CoAP path
 * @param attributes fixed entity attributes
 * @param psk pre-shared key in hex; empty without DTLS
 */
public record SimDevice(
        String id,
        Kind kind,
        String address,
        String name,
        double latitude,
        double longitude,
        Map<String, String> attributes,
        String psk) {
    public SimDevice {
        attributes = new TreeMap<>(attributes);
    }

    /** What it is, how it speaks, and by which profile it is understood. */
    public enum Kind {
        LAMP("lamp", "lwm2m", "paka-reference/luminaire"),
        CONTAINER("bin", "lorawan", "paka-reference/waste-container"),
        BAY("bay", "lorawan", "paka-reference/parking-bay"),
        STATION("air", "coap", "paka-reference/air-quality");

        private final String prefix;
        private final String transport;
        private final String profile;

        Kind(String prefix, String transport, String profile) {
            this.prefix = prefix;
            this.transport = transport;
            this.profile = profile;
        }

        public String transport() {
            return transport;
        }

        public String profile() {
            return profile;
        }

        String id(int number) {
            return "%s-%02d".formatted(prefix, number);
        }
    }
}
