package si.paka.simulators.chirpstack;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A downlink that went through the air.
 *
 * @param to DevEUI, or name of the multicast group
 * @param payload hex
 */
public record Sent(String to, int fPort, String payload, Instant at) {
    static Sent of(String to, int fPort, byte[] payload, Instant at) {
        return new Sent(to, fPort, HexFormat.of().formatHex(payload), at);
    }
}
