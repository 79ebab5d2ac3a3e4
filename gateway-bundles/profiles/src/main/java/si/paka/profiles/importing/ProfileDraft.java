package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import si.paka.profiles.NumberText;

/** A profile that is being made of a published device: what is known, what is guessed, what is missing. */
public final class ProfileDraft {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    private final PublishedDevice device;
    private final Map<String, String> given;
    private final Predicate<String> vocabulary;
    private final Map<String, ObjectNode> observations = new LinkedHashMap<>();
    private final Set<String> unmapped = new LinkedHashSet<>();

    /**
     * @param given {@code entityType}, {@code interval}, {@code whenSilent}, and {@code map.<field>} with a property and, behind
     *     a blank, its unit, or with nothing to leave the field out
     * @param vocabulary whether it has a property of that name
     */
    public ProfileDraft(PublishedDevice device, Map<String, String> given, Predicate<String> vocabulary)
            throws IOException {
        this.device = device;
        this.given = Map.copyOf(given);
        this.vocabulary = vocabulary;
        map();
    }

    private void map() throws IOException {
        FieldNames names = new FieldNames(vocabulary);
        Set<String> properties = new TreeSet<>();
        for (Map.Entry<String, List<JsonNode>> one : fields().entrySet()) {
            String field = one.getKey();
            String wish = given.get("map." + field);
            ObjectNode guess = names.suggest(field, one.getValue()).orElse(null);
            if (wish != null && !wish.isEmpty()) {
                observations.put(field, wished(field, wish, guess, one.getValue()));
            } else if (wish == null
                    && guess != null
                    && properties.add(guess.path("property").asText())) {
                observations.put(field, guess);
            } else if (wish == null) {
                unmapped.add(field);
            }
        }
    }

    /** @param wish a property, and its unit behind a blank if it is told */
    private static ObjectNode wished(String field, String wish, ObjectNode guess, List<JsonNode> shown) {
        String[] parts = wish.strip().split("\\s+", 2);
        if (parts.length == 1
                && guess != null
                && guess.path("property").asText().equals(parts[0])) {
            return guess;
        }
        ObjectNode observation = JSON.createObjectNode().put("from", field).put("property", parts[0]);
        String unit = parts.length > 1 ? parts[1] : shown.isEmpty() ? "" : NumberText.unit(shown.get(0));
        return unit.isEmpty() ? observation : observation.put("unit", unit);
    }

    /** Values in the examples, by path. */
    private Map<String, List<JsonNode>> fields() {
        Map<String, List<JsonNode>> fields = new LinkedHashMap<>();
        for (ObjectNode example : device.examples()) {
            if (example.has("hex")) {
                collect("", example.path("decoded"), fields);
            }
        }
        given.keySet().stream()
                .filter(key -> key.startsWith("map."))
                .forEach(key -> fields.computeIfAbsent(key.substring("map.".length()), k -> new ArrayList<>()));
        return fields;
    }

    private static void collect(String place, JsonNode node, Map<String, List<JsonNode>> fields) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(one -> collect(
                            place.isEmpty() ? one.getKey() : place + "." + one.getKey(), one.getValue(), fields));
        } else if (node.isValueNode() && !node.isNull() && !place.isEmpty()) {
            fields.computeIfAbsent(place, k -> new ArrayList<>()).add(node);
        }
    }

    /** Decoded values that nobody knows what to do with; they are left out. */
    public Set<String> unmapped() {
        return unmapped;
    }

    /** What was guessed: from, property, scale. */
    public List<ObjectNode> observations() {
        return List.copyOf(observations.values());
    }

    /** What has to be told and is not, by name, with what is expected. */
    public Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        if (!given.containsKey("entityType")) {
            missing.put("entityType", "the NGSI-LD type of what it observes, e.g. WasteContainer, ParkingSpot, Device");
        }
        if (!given.containsKey("interval")) {
            missing.put("interval", "how often it usually reports, e.g. 15m");
        }
        if (observations.isEmpty()) {
            missing.put(
                    "map.<field>",
                    unmapped.isEmpty()
                            ? "a property of the vocabulary for a value of the codec; the entry has no examples"
                            : "a property of the vocabulary for at least one of " + unmapped);
        }
        return missing;
    }

    /** Writes the vendor's folder below {@code to/vendors}; a vendor file that is there stays. */
    public Path write(Path to) throws IOException {
        Path vendor = to.resolve("vendors").resolve(device.vendor());
        for (String folder : List.of("devices", "radio", "codecs")) {
            Files.createDirectories(vendor.resolve(folder));
        }
        if (!Files.exists(vendor.resolve("vendor.yaml"))) {
            YAML.writeValue(vendor.resolve("vendor.yaml").toFile(), device.vendorFacts());
        }
        YAML.writeValue(vendor.resolve("radio").resolve(radioName()).toFile(), device.radio());
        Files.copy(
                device.codec(),
                vendor.resolve("codecs").resolve(codecName()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path file = vendor.resolve("devices").resolve(device.device() + ".yaml");
        YAML.writeValue(file.toFile(), profile());
        return file;
    }

    /** Writes the examples, once what they observe is known. @return their file */
    public Path writeExamples(Path to, List<ObjectNode> examples) throws IOException {
        Path file = to.resolve("vendors")
                .resolve(device.vendor())
                .resolve("codecs")
                .resolve(codecName().replaceFirst("\\.js$", "." + device.device() + ".examples.json"));
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), examples);
        return file;
    }

    /** The published examples, in our form but for what they observe. */
    public List<ObjectNode> examples() {
        List<ObjectNode> examples = new ArrayList<>();
        for (ObjectNode one : device.examples()) {
            ObjectNode example = JSON.createObjectNode();
            example.set("description", one.get("description"));
            example.put("profile", device.device());
            example.setAll(one);
            examples.add(example);
        }
        return examples;
    }

    private String radioName() {
        return "class-" + device.radio().path("class").asText().toLowerCase(java.util.Locale.ROOT) + "-"
                + device.radio().path("region").asText().toLowerCase(java.util.Locale.ROOT) + "-"
                + device.radio().path("macVersion").asText() + ".yaml";
    }

    private String codecName() {
        return device.codec().getFileName().toString();
    }

    private ObjectNode profile() {
        ObjectNode profile = JSON.createObjectNode();
        profile.setAll(device.facts());
        profile.put("entityType", given.get("entityType"));
        profile.put("transport", "lorawan");
        profile.put("format", "raw");
        ObjectNode lorawan = profile.putObject("lorawan").put("radio", radioName());
        Set<Integer> ports = new TreeSet<>();
        device.examples().stream()
                .filter(one -> one.has("hex") && one.has("decoded"))
                .forEach(one -> ports.add(one.path("fPort").asInt()));
        ports.removeIf(port -> port < 1 || port > 223);
        if (!ports.isEmpty()) {
            ObjectNode named = lorawan.putObject("ports");
            ports.forEach(port -> named.put(port.toString(), "as in the examples"));
        }
        profile.put("codec", codecName());
        profile.put("interval", given.get("interval"));
        profile.putArray("observations").addAll(observations.values());
        profile.put("whenSilent", given.getOrDefault("whenSilent", "goes on measuring and reporting as before"));
        return profile;
    }
}
