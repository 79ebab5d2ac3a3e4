package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class JsonLdContextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProfileLibrary SHIPPED = ProfileLibrary.open(List.of(Schemas.SHIPPED));

    private static JsonNode context() throws IOException {
        return JSON.readTree(JsonLdContext.of(SHIPPED)).path("@context");
    }

    @Test
    void typesAndAttributesHaveTheirModelsNames() throws IOException {
        JsonNode context = context();
        assertEquals(
                "https://smartdatamodels.org/dataModel.WasteManagement/WasteContainer",
                context.path("WasteContainer").asText());
        assertEquals(
                "https://smartdatamodels.org/dataModel.WasteManagement/fillingLevel",
                context.path("fillingLevel").asText());
        assertEquals(
                "https://smartdatamodels.org/dataModel.Energy/L1",
                context.path("L1").asText());
        assertEquals(
                "https://paka.si/ns/soilMoisture", context.path("soilMoisture").asText());
        assertEquals("ngsi-ld:status", context.path("status").asText());
    }

    @Test
    void itNeedsNoOtherDocumentAndEveryPrefixIsThere() throws IOException {
        JsonNode context = context();
        assertTrue(context.isObject());
        context.fields().forEachRemaining(term -> {
            String iri = term.getValue().isTextual()
                    ? term.getValue().asText()
                    : term.getValue().path("@id").asText();
            boolean keyword = iri.equals("@id") || iri.equals("@type");
            boolean absolute = iri.startsWith("https://") || iri.startsWith("http://");
            boolean prefixed = iri.indexOf(':') > 0
                    && context.path(iri.substring(0, iri.indexOf(':'))).isTextual();
            assertTrue(keyword || absolute || prefixed, term.toString());
        });
    }

    @Test
    void everyNameInEveryEntityOfEveryExampleIsATerm() throws IOException {
        JsonNode context = context();
        for (ExampleRunner.Made made : Schemas.examples()) {
            JsonNode entity = JSON.readTree(made.entity());
            assertTrue(context.has(made.type()), made.type());
            entity.fields().forEachRemaining(attribute -> {
                assertTrue(context.has(attribute.getKey()), attribute.getKey());
                attribute
                        .getValue()
                        .fieldNames()
                        .forEachRemaining(name -> assertTrue(context.has(name), attribute.getKey() + "." + name));
            });
        }
    }

    /** Where the published contexts have a term of a model that we use, they give it the meaning that we give it. */
    @Test
    void theTermsMeanWhatThePublishedContextsSay() throws IOException {
        Optional<Path> models = Schemas.models();
        Assumptions.assumeTrue(models.isPresent(), "no shared/data/schemas beside the repository");
        JsonNode ours = context();
        List<String> different = new ArrayList<>();
        int same = 0;
        for (EntityShape shape : SHIPPED.shapes()) {
            JsonNode theirs = JSON.readTree(models.get()
                            .resolve("dataModel." + shape.model() + "/context.jsonld")
                            .toFile())
                    .path("@context");
            for (Map.Entry<String, JsonNode> term : theirs.properties()) {
                String mine = expanded(ours, term.getKey());
                String published = term.getValue().isTextual()
                        ? term.getValue().asText()
                        : term.getValue().path("@id").asText();
                if (mine.equals(published)) {
                    same++;
                } else if (mine.startsWith("https://smartdatamodels.org/dataModel." + shape.model() + "/")) {
                    different.add(term.getKey() + " " + mine + " " + published);
                }
            }
        }
        assertEquals(List.of(), different);
        assertTrue(same > 200, "only " + same);
    }

    private static String expanded(JsonNode context, String term) {
        JsonNode told = context.path(term);
        String iri = told.isTextual() ? told.asText() : told.path("@id").asText();
        int colon = iri.indexOf(':');
        String prefix = colon > 0 ? context.path(iri.substring(0, colon)).asText() : "";
        return prefix.isEmpty() ? iri : prefix + iri.substring(colon + 1);
    }
}
