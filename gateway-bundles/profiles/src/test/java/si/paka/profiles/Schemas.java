package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** Checks against JSON Schemas: ours, and the Smart Data Models where they lie beside the repository. */
final class Schemas {
    static final Path SHIPPED = Path.of("../../device-profiles");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Schemas() {}

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    static List<String> problems(Path schema, JsonNode instance) {
        return messages(
                factory(null)
                        .getSchema(SchemaLocation.of(
                                schema.toAbsolutePath().normalize().toUri().toString())),
                instance);
    }

    /** @param models the folder with {@code common-schema.json} and {@code dataModel.*} */
    static List<String> modelProblems(Path models, String domain, String type, JsonNode instance) {
        Path schema = models.resolve("dataModel." + domain).resolve(type).resolve("schema.json");
        return messages(
                factory(models).getSchema(SchemaLocation.of(schema.toUri().toString())), instance);
    }

    private static List<String> messages(JsonSchema schema, JsonNode instance) {
        return schema
                .validate(instance, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static JsonSchemaFactory factory(Path models) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, builder -> {
            if (models != null) {
                String at = models.toUri().toString();
                builder.schemaMappers(mappers -> mappers.mapPrefix(
                                "https://raw.githubusercontent.com/smart-data-models/dataModel.Environment/master/",
                                at + "dataModel.Environment/")
                        .mapPrefix("https://smart-data-models.github.io/data-models/", at)
                        .mapPrefix("https://smart-data-models.github.io/", at));
            }
        });
    }

    /** {@code shared/data/schemas} beside the repository, found by walking up. */
    static Optional<Path> models() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path models = at.resolve("shared/data/schemas");
            if (Files.isDirectory(models)) {
                return Optional.of(models);
            }
        }
        return Optional.empty();
    }

    /** An entity in normalised form, reduced to key-values. */
    static ObjectNode keyValues(byte[] entity) throws IOException {
        ObjectNode reduced = JSON.createObjectNode();
        JSON.readTree(entity)
                .fields()
                .forEachRemaining(field -> reduced.set(field.getKey(), value(field.getKey(), field.getValue())));
        reduced.remove("@context");
        return reduced;
    }

    private static JsonNode value(String name, JsonNode attribute) {
        if (name.equals("id") || name.equals("type") || name.equals("@context")) {
            return attribute;
        }
        return attribute.path("type").asText().equals("Relationship")
                ? attribute.get("object")
                : attribute.get("value");
    }

    /** The entities of all examples of the shipped profiles. */
    static List<ExampleRunner.Made> examples() throws IOException {
        List<ExampleRunner.Made> entities = new ArrayList<>();
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ExampleRunner.Report report = new ExampleRunner(codecs, Optional.empty(), entities::add).run(SHIPPED);
            assertEquals(List.of(), report.failures());
        }
        return entities;
    }
}
