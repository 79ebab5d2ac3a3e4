package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of profiles the examples show, and what they do not. */
final class Coverage {
    private final Map<String, Set<String>> shown = new HashMap<>();

    void add(String profile, JsonNode example) {
        Set<String> seen = shown.computeIfAbsent(profile, id -> new HashSet<>());
        example.path("observations").fieldNames().forEachRemaining(name -> seen.add("observation " + name));
        if (example.has("hex") && !example.has("error")) {
            seen.add("port " + example.path("fPort").asInt());
        }
        if (example.has("command")) {
            seen.add("command " + example.path("command").path("name").asText());
        }
    }

    /** One line each. */
    List<String> gaps(List<DeviceProfile> profiles) {
        List<String> gaps = new ArrayList<>();
        for (DeviceProfile profile : profiles) {
            Set<String> seen = shown.getOrDefault(profile.info().id().value(), Set.of());
            List<String> all = new ArrayList<>();
            profile.info().properties().forEach(property -> all.add("observation " + property.name()));
            profile.ports().keySet().forEach(port -> all.add("port " + port));
            profile.info().commands().keySet().stream().sorted().forEach(command -> all.add("command " + command));
            all.removeIf(seen::contains);
            all.forEach(one -> gaps.add(profile.info().id() + ": no example shows " + one));
        }
        return gaps;
    }
}
