package si.paka.simulators.platform;

import java.nio.charset.StandardCharsets;

/** One message as the platform got it. */
public record Publication(String topic, byte[] payload, boolean retained) {
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
