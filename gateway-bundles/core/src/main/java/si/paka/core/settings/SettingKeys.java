package si.paka.core.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which component a setting of {@code --set} belongs to, by the beginning of its key. */
final class SettingKeys {
    private static final Map<String, String> PIDS = new LinkedHashMap<>();

    static {
        PIDS.put("town", "si.paka.cabinet");
        PIDS.put("cabinet", "si.paka.cabinet");
        PIDS.put("web.", "si.paka.web");
        PIDS.put("lwm2m.", "si.paka.adapter.lwm2m");
        PIDS.put("coap.", "si.paka.adapter.coap");
        PIDS.put("coaps.", "si.paka.adapter.coap");
        PIDS.put("lorawan.", "si.paka.adapter.lorawan.server");
        PIDS.put("chirpstack.", "si.paka.adapter.lorawan");
        PIDS.put("rsmp.", "si.paka.adapter.signal");
        PIDS.put("uplink.", "si.paka.uplink");
        PIDS.put("journal.", "si.paka.journal");
        PIDS.put("profiles.", "si.paka.profiles");
        PIDS.put("platform.", "si.paka.core");
    }

    private SettingKeys() {}

    static Optional<String> pid(String key) {
        return PIDS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith(".") ? key.startsWith(entry.getKey()) : key.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
