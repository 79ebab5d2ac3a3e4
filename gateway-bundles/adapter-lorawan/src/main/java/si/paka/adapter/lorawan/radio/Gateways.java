package si.paka.adapter.lorawan.radio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The concentrators that may take part, by EUI; all others are strangers. */
public record Gateways(Map<String, GatewaySettings> byEui) {
    public Gateways {
        byEui = Map.copyOf(byEui);
    }

    /** @throws IllegalArgumentException naming key, value and what is accepted */
    public static Gateways of(List<String> lines) {
        Map<String, GatewaySettings> byEui = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            GatewaySettings one = GatewaySettings.of(line.strip());
            if (byEui.put(one.eui(), one) != null) {
                throw new IllegalArgumentException("lorawan.gateways names " + one.eui() + " twice, expected once");
            }
        }
        return new Gateways(byEui);
    }

    public Optional<GatewaySettings> find(String eui) {
        return Optional.ofNullable(byEui.get(eui));
    }
}
