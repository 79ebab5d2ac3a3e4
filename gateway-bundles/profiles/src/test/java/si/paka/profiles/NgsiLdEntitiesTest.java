package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;

class NgsiLdEntitiesTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.open(List.of(Schemas.SHIPPED));
    private static final String CONTEXT = "https://cabinet-7:8443/ngsi-ld/contexts/paka-v1.jsonld";
    private static final NgsiLdEntities ENTITIES = new NgsiLdEntities(() -> SHIPPED, () -> CONTEXT);

    private static Observation observed(String property, Value value, Instant at, Quality quality) {
        return new Observation(
                Given.device("paka-reference/luminaire", Map.of()).id(), new Property(property), value, at, quality, 1);
    }

    private static JsonNode entity(Device device, Observation... observations) throws IOException {
        return new ObjectMapper()
                .readTree(ENTITIES.toEntity("velenje", device, List.of(observations), Given.AT, OptionalLong.of(42)));
    }

    @Test
    void aMeasurementCarriesWhenItWasMadeAndItsUnit() throws IOException {
        JsonNode entity = entity(
                Given.device("paka-reference/waste-container", Map.of("category", "underground")),
                observed("temperature", Value.of(12.5), Given.AT, Quality.GOOD));
        assertEquals(
                "urn:ngsi-ld:WasteContainer:velenje:asset-1", entity.path("id").asText());
        assertEquals(
                "{\"type\":\"Property\",\"value\":12.5,\"observedAt\":\"2026-11-22T16:00:00Z\",\"unitCode\":\"CEL\"}",
                entity.path("temperature").toString());
        assertEquals(
                "{\"type\":\"Property\",\"value\":42}",
                entity.path("uplinkSequence").toString());
        assertEquals(
                "{\"type\":\"Property\",\"value\":[\"mov\"]}",
                entity.path("owner").toString());
        assertEquals(
                "{\"type\":\"Property\",\"value\":[\"underground\"]}",
                entity.path("category").toString());
        assertEquals(
                "[15.1103,46.3592]", entity.at("/location/value/coordinates").toString());
        assertFalse(entity.has("status"), "a container's status is not required");
    }

    @Test
    void whatTheModelRequiresIsThereEvenIfTheMessageDoesNotTell() throws IOException {
        JsonNode lamp = entity(
                Given.device("paka-reference/luminaire", Map.of()),
                observed("dimmingLevel", Value.of(0.4), Given.AT, Quality.GOOD));
        assertEquals("ok", lamp.at("/status/value").asText());
        JsonNode bay = entity(Given.device("paka-reference/parking-bay", Map.of("refParkingSite", "P3")));
        assertEquals("unknown", bay.at("/status/value").asText());
        assertEquals(
                "urn:ngsi-ld:OnStreetParking:velenje:P3",
                bay.at("/refParkingSite/object").asText());
    }

    @Test
    void ofSeveralTheNewestCountsWhateverTheirOrder() throws IOException {
        JsonNode station = entity(
                Given.device("paka-reference/air-quality", Map.of()),
                observed("pm10", Value.of(30), Given.AT, Quality.GOOD),
                observed("pm10", Value.of(20), Given.AT.minusSeconds(600), Quality.GOOD));
        assertEquals(30, station.at("/pm10/value").asInt());
        assertEquals("2026-11-22T16:00:00Z", station.at("/dateObserved/value").asText());
    }

    @Test
    void beyondTheModelsLimitTheLimitGoesOutMarkedWithWhatWasReported() throws IOException {
        JsonNode container = entity(
                Given.device("paka-reference/waste-container", Map.of()),
                observed("fillLevel", Value.of(1.05), Given.AT, Quality.OUT_OF_RANGE),
                observed("temperature", Value.of(90), Given.AT, Quality.OUT_OF_RANGE));
        assertEquals(1, container.at("/fillingLevel/value").asDouble());
        assertEquals("OUT_OF_RANGE", container.at("/fillingLevel/quality/value").asText());
        assertEquals(1.05, container.at("/fillingLevel/reportedValue/value").asDouble());
        assertEquals(90, container.at("/temperature/value").asDouble(), "the model sets no limit");
    }

    @Test
    void aDeviceThatLacksWhatTheModelRequiresIsToldTheNames() {
        assertEquals(
                List.of(
                        "category is missing; a ParkingSpot requires it",
                        "refParkingSite is missing; a ParkingSpot requires it"),
                ENTITIES.problems(Given.device("paka-reference/parking-bay", Map.of())));
        assertEquals(
                List.of(),
                ENTITIES.problems(Given.device(
                        "paka-reference/parking-bay", Map.of("category", "onStreet", "refParkingSite", "P3"))));
        assertEquals(List.of("profile no/such is not installed"), ENTITIES.problems(Given.device("no/such", Map.of())));
    }

    @Test
    void whatTheModelWouldRefuseIsRefusedAtApproval() {
        assertEquals(
                List.of(
                        "owner is \"Občina, d. o. o.\", expected letters, digits and . _ @ : -",
                        "category is \"street\", expected one of [offStreet, onStreet]",
                        "refParkingSite is \"P 3\", expected a URN or an asset id",
                        "status can't be a fixed attribute: it is measured",
                        "uplinkSequence can't be a fixed attribute: reserved",
                        "width is \"wide\", expected a number, 0 or more"),
                ENTITIES.problems(Given.device(
                        "paka-reference/parking-bay",
                        "Občina, d. o. o.",
                        Map.of(
                                "category", "street",
                                "refParkingSite", "P 3",
                                "status", "free",
                                "uplinkSequence", "1",
                                "width", "wide"))));
    }
}
