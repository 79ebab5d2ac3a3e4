package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import si.paka.profiles.schema.JsonSchema;

/** Our check of files says of each what an independent validator says: good, or not. */
class JsonSchemaTest {
    private static final Path SCHEMA = Schemas.SHIPPED.resolve("schema");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] VALUES = {
        "null",
        "true",
        "1",
        "-1",
        "0",
        "0.5",
        "256",
        "1e9",
        "\"\"",
        "\"x\"",
        "\"raw\"",
        "\"1h\"",
        "\"C\"",
        "[]",
        "{}",
        "[[1,2],[3,0.5]]",
        "\"https://example.com\"",
        "\"" + "x".repeat(501) + "\"",
        "[\"a\",\"a\"]",
        "{\"a\":1}"
    };
    private static final String[] KEYS = {
        "colour",
        "codec",
        "battery",
        "lowBattery",
        "minimum",
        "values",
        "writes",
        "encode",
        "execute",
        "error",
        "hex",
        "command",
        "rx2DataRate",
        "pingSlotPeriod",
        "class",
        "format",
        "transport"
    };

    @Test
    void agreesWithAnIndependentValidatorOnMutatedFiles() throws IOException {
        Map<String, String> kinds =
                Map.of("devices", "device", "radio", "radio", "codecs", "examples", "vendor.yaml", "vendor");
        int[] counts = {0, 0};
        for (Path file : files()) {
            String folder = file.getParent().getFileName().toString();
            String kind =
                    kinds.getOrDefault(folder, kinds.get(file.getFileName().toString()));
            Path schemaFile = SCHEMA.resolve(kind + ".schema.json");
            JsonSchema ours = JsonSchema.read(schemaFile);
            JsonNode content = file.toString().endsWith(".json") ? JSON.readTree(file.toFile()) : Schemas.yaml(file);
            assertEquals(List.of(), ours.check(content), file.toString());
            for (int seed = 0; seed < 12; seed++) {
                JsonNode mutant = content.deepCopy();
                Random random = new Random(seed * 31L + file.getFileName().hashCode());
                for (int change = 0; change <= seed % 3; change++) {
                    mutate(mutant, random);
                }
                boolean good = Schemas.problems(schemaFile, mutant).isEmpty();
                assertEquals(good, ours.check(mutant).isEmpty(), kind + " " + mutant + " " + ours.check(mutant));
                counts[good ? 0 : 1]++;
            }
        }
        assertTrue(counts[0] > 20 && counts[1] > 200, counts[0] + " good, " + counts[1] + " bad");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Schemas.SHIPPED.resolve("vendors"))) {
            return all.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static void mutate(JsonNode root, Random random) throws IOException {
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        JsonNode place = places.get(random.nextInt(places.size()));
        JsonNode value = JSON.readTree(VALUES[random.nextInt(VALUES.length)]);
        if (place instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(value);
            } else if (random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), value);
            }
            return;
        }
        ObjectNode object = (ObjectNode) place;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || random.nextInt(3) == 0
                ? KEYS[random.nextInt(KEYS.length)]
                : names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }
}
