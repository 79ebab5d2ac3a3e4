package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The shipped files, and every entity that comes of their examples, against published schemas. */
class SchemasTest {
    private static final Path SCHEMA = Schemas.SHIPPED.resolve("schema");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProfileLibrary LIBRARY = ProfileLibrary.open(List.of(Schemas.SHIPPED));

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Schemas.SHIPPED.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> problems(String schema, List<Path> files) throws IOException {
        assertFalse(files.isEmpty(), schema);
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            JsonNode content = file.toString().endsWith(".json") ? JSON.readTree(file.toFile()) : Schemas.yaml(file);
            Schemas.problems(SCHEMA.resolve(schema), content).forEach(one -> problems.add(file + " " + one));
        }
        return problems;
    }

    @Test
    void everyShippedFileIsAsItsSchemaSays() throws IOException {
        assertEquals(List.of(), problems("observations.schema.json", files("observations", ".yaml")));
        assertEquals(List.of(), problems("entity.schema.json", files("entities", ".yaml")));
        assertEquals(List.of(), problems("vendor.schema.json", files("vendors", "vendor.yaml")));
        List<Path> devices = files("vendors", ".yaml").stream()
                .filter(file -> file.getParent().endsWith("devices"))
                .toList();
        assertEquals(List.of(), problems("device.schema.json", devices));
        List<Path> radios = files("vendors", ".yaml").stream()
                .filter(file -> file.getParent().endsWith("radio"))
                .toList();
        assertEquals(List.of(), problems("radio.schema.json", radios));
        assertEquals(List.of(), problems("examples.schema.json", files("vendors", ".examples.json")));
    }

    @Test
    void theSchemasRefuseWhatIsWrong() throws IOException {
        ObjectNode device =
                (ObjectNode) Schemas.yaml(Schemas.SHIPPED.resolve("vendors/paka-reference/devices/parking-bay.yaml"));
        device.put("interval", "often");
        device.put("colour", "red");
        List<String> problems = Schemas.problems(SCHEMA.resolve("device.schema.json"), device);
        assertEquals(2, problems.size(), problems.toString());
    }

    @Test
    void eachPropertyStandsOnceInTheVocabulary() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : files("observations", ".yaml")) {
            Schemas.yaml(file)
                    .path("properties")
                    .forEach(one -> names.add(one.path("name").asText()));
        }
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void everyEntityOfEveryExampleIsAsWePublish() throws IOException {
        List<ExampleRunner.Made> entities = Schemas.examples();
        assertTrue(entities.size() >= 10, () -> "only " + entities.size());
        for (ExampleRunner.Made made : entities) {
            Path schema = SCHEMA.resolve("entities/" + made.type() + ".schema.json");
            assertEquals(List.of(), Schemas.problems(schema, Schemas.keyValues(made.entity())), made.type());
        }
    }

    @Test
    void everyEntityOfEveryExampleFitsItsSmartDataModel() throws IOException {
        Optional<Path> models = Schemas.models();
        Assumptions.assumeTrue(models.isPresent(), "no shared/data/schemas beside the repository");
        for (ExampleRunner.Made made : Schemas.examples()) {
            ObjectNode entity = Schemas.keyValues(made.entity());
            String domain = LIBRARY.shape(made.type()).model();
            assertEquals(List.of(), Schemas.modelProblems(models.get(), domain, made.type(), entity), made.type());
            entity.put("type", "NoSuchType"); // refused by every model, also by those that know no status
            assertFalse(
                    Schemas.modelProblems(models.get(), domain, made.type(), entity)
                            .isEmpty(),
                    made.type());
        }
    }
}
