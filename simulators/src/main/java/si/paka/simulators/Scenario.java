package si.paka.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import si.paka.simulators.fleet.FleetPlan;

/**
 * What to simulate, read from YAML.
 *
 * @param pace 0.1..100
 * @param duration after which the simulation ends
 * @param broker of the network server, {@code mqtt://host:port}
 */
record Scenario(FleetPlan plan, double pace, Duration duration, String broker) {
    private static final Set<String> KEYS = Set.of("seed", "pace", "duration", "broker", "devices");
    private static final Set<String> KINDS = Set.of("lamps", "containers", "bays", "stations");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh])");

    /** @throws IllegalArgumentException naming file, key, what was found and what was expected */
    static Scenario read(Path file) throws IOException {
        JsonNode root = new YAMLMapper().readTree(file.toFile());
        only(file, root, KEYS);
        JsonNode devices = root.path("devices");
        only(file, devices, KINDS);
        FleetPlan plan = new FleetPlan(
                devices.path("lamps").asInt(),
                devices.path("containers").asInt(),
                devices.path("bays").asInt(),
                devices.path("stations").asInt(),
                root.path("seed").asLong(1));
        return new Scenario(
                plan,
                root.path("pace").asDouble(1),
                duration(file, root.path("duration").asText("1h")),
                root.path("broker").asText("mqtt://127.0.0.1:1883"));
    }

    private static void only(Path file, JsonNode node, Set<String> keys) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new IllegalArgumentException(file + ": found key \"" + name + "\", expected " + keys);
            }
        }
    }

    private static Duration duration(Path file, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    file + ": duration is \"" + text + "\", expected a number with s, m or h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
