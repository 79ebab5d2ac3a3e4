package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import si.paka.profiles.NumberText;

/** Guesses what a decoded value means from what it is called, and from the numbers that examples show. */
final class FieldNames {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, List<JsonNode>> rows = new HashMap<>();

    /** @param known whether the vocabulary has a property of that name */
    FieldNames(Predicate<String> known) throws IOException {
        try (var in = FieldNames.class.getResourceAsStream("field-names.yaml")) {
            for (JsonNode row : YAML.readTree(in).path("fields")) {
                if (known.test(row.path("property").asText())) {
                    row.path("names")
                            .forEach(name -> rows.computeIfAbsent(name.asText(), n -> new ArrayList<>())
                                    .add(row));
                }
            }
        }
    }

    /**
     * A line of {@code observations}.
     *
     * @param from path in the decoded data
     * @param shown what examples show there
     */
    Optional<ObjectNode> suggest(String from, List<JsonNode> shown) {
        String name = from.substring(from.lastIndexOf('.') + 1);
        for (JsonNode row : rows.getOrDefault(plain(name), List.of())) {
            if (shown.stream().allMatch(value -> fits(row, value))) {
                return Optional.of(observation(from, row, shown));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(JsonNode row, JsonNode value) {
        OptionalDouble said = NumberText.number(value);
        if (said.isEmpty()) {
            return !row.has("unit");
        }
        double number = said.getAsDouble();
        return number >= row.path("least").asDouble(Double.NEGATIVE_INFINITY)
                && number <= row.path("most").asDouble(Double.POSITIVE_INFINITY);
    }

    /** A unit that the texts themselves tell counts more than the name. */
    private static ObjectNode observation(String from, JsonNode row, List<JsonNode> shown) {
        ObjectNode observation = new ObjectMapper().createObjectNode().put("from", from);
        observation.set("property", row.get("property"));
        String told = shown.isEmpty() ? "" : NumberText.unit(shown.get(0));
        if (!told.isEmpty() || row.has("unit")) {
            observation.put("unit", told.isEmpty() ? row.path("unit").asText() : told);
        }
        return observation;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
