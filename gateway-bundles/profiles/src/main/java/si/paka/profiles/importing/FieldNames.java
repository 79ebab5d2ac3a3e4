package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Guesses what a decoded value means from what it is called. */
final class FieldNames {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, JsonNode> rows = new HashMap<>();

    /** @param known whether the vocabulary has a property of that name */
    FieldNames(Predicate<String> known) throws IOException {
        try (var in = FieldNames.class.getResourceAsStream("field-names.yaml")) {
            for (JsonNode row : YAML.readTree(in).path("fields")) {
                for (JsonNode name : row.path("names")) {
                    if (known.test(row.path("property").asText())) {
                        rows.putIfAbsent(plain(name.asText()), row);
                    }
                }
            }
        }
    }

    /**
     * A line of {@code observations}.
     *
     * @param from path in the decoded data
     */
    Optional<ObjectNode> suggest(String from) {
        String name = from.substring(from.lastIndexOf('.') + 1);
        JsonNode row = rows.get(plain(name));
        if (row == null) {
            return Optional.empty();
        }
        ObjectNode observation = new ObjectMapper().createObjectNode().put("from", from);
        observation.set("property", row.get("property"));
        for (String key : new String[] {"scale", "offset"}) {
            if (row.has(key)) {
                observation.set(key, row.get(key));
            }
        }
        return Optional.of(observation);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
