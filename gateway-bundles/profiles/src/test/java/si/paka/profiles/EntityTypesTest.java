package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.port.Alarms;

/** Every entity type with every property that its model has, at every edge of the range, through the real mapper. */
class EntityTypesTest {
    private static final Set<String> TYPES = Set.of(
            "Streetlight",
            "StreetlightGroup",
            "StreetlightControlCabinet",
            "WasteContainer",
            "ParkingSpot",
            "OnStreetParking",
            "OffStreetParking",
            "AirQualityObserved",
            "WeatherObserved",
            "NoiseLevelObserved",
            "TrafficFlowObserved",
            "CrowdFlowObserved",
            "ItemFlowObserved",
            "Device",
            "ACMeasurement",
            "ThreePhaseAcMeasurement",
            "Alert",
            "Vehicle");
    private static final List<String> OF_EVERY_DEVICE = List.of("batteryLevel", "rssi", "deviceTemperature", "tamper");

    @TempDir
    static Path dir;

    private static ProfileLibrary library;
    private static NgsiLdEntities entities;

    @BeforeAll
    static void aProfileOfEveryType() throws IOException {
        ProfileLibrary shipped = ProfileLibrary.open(List.of(Schemas.SHIPPED));
        Path devices = Files.createDirectories(dir.resolve("vendors/test/devices"));
        for (EntityShape shape : shipped.shapes()) {
            StringBuilder profile = new StringBuilder("name: All\nentityType: " + shape.type()
                    + "\ntransport: coap\nformat: senml-json\ninterval: 15m\nwhenSilent: waits\nobservations:\n");
            for (PropertyDefinition property : propertiesOf(shipped, shape.type())) {
                String name = property.definition().property().name();
                profile.append("  - {from: \"").append(name).append("\", property: \"");
                profile.append(name).append("\"}\n");
            }
            Files.writeString(devices.resolve(file(shape.type()) + ".yaml"), profile);
        }
        library = ProfileLibrary.open(List.of(Schemas.SHIPPED, dir));
        assertEquals(List.of(), library.problems());
        entities = new NgsiLdEntities(() -> library, () -> "https://cabinet-7:8443/ngsi-ld/contexts/paka-v1.jsonld");
    }

    private static String file(String type) {
        return type.toLowerCase(Locale.ROOT);
    }

    private static Collection<PropertyDefinition> propertiesOf(ProfileLibrary library, String type) {
        return library.properties().stream()
                .filter(one -> one.entityTypes().contains(type)
                        || OF_EVERY_DEVICE.contains(one.definition().property().name()))
                .toList();
    }

    /** A device that may be approved. */
    private static Device device(EntityShape shape) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : shape.required()) {
            if (!name.equals("location")) {
                attributes.put(
                        name, shape.words().getOrDefault(name, List.of("X-1")).get(0));
            }
        }
        Device device = Given.device("test/" + file(shape.type()), attributes);
        assertEquals(List.of(), entities.problems(device), shape.type());
        return device;
    }

    /** What a property can say, also what it should not. */
    private static List<Value> values(PropertyDefinition property) {
        List<Value> values = new ArrayList<>();
        switch (property.kind()) {
            case NUMBER -> {
                double low = property.minimum().orElse(-1000);
                double high = property.maximum().orElse(1000);
                values.addAll(List.of(
                        Value.of(low),
                        Value.of(high),
                        Value.of((low + high) / 2),
                        Value.of(high + 1),
                        Value.of(low - 1)));
            }
            case FLAG -> values.addAll(List.of(Value.of(true), Value.of(false)));
            case PLACE -> values.add(new Value.Place(46.36, 15.11));
            case TEXT, ANY -> values.add(Value.of(isDate(property) ? "2026-11-22T16:00:00Z" : "1.2.3"));
        }
        if (!property.usual().values().isEmpty()) {
            values.removeIf(Value.Text.class::isInstance);
            property.usual().values().keySet().stream()
                    .filter(word -> !word.equals("true") && !word.equals("false"))
                    .forEach(word -> values.add(Value.of(word)));
        }
        return values;
    }

    private static List<ObjectNode> entitiesOf(EntityShape shape) throws IOException {
        if (shape.type().equals("Alert")) {
            return alerts();
        }
        Device device = device(shape);
        List<ObjectNode> all = new ArrayList<>();
        all.add(Schemas.keyValues(entities.toEntity("velenje", device, List.of(), Given.AT, OptionalLong.empty())));
        for (int round = 0; round < 10; round++) {
            List<Observation> observations = new ArrayList<>();
            for (PropertyDefinition property : propertiesOf(library, shape.type())) {
                List<Value> values = values(property);
                Value value = values.get(round % values.size());
                observations.add(new Observation(
                        device.id(),
                        property.definition().property(),
                        property.fitting(value).orElseThrow(),
                        Given.AT,
                        property.judge(value),
                        1));
            }
            byte[] entity = entities.toEntity("velenje", device, observations, Given.AT, OptionalLong.of(7));
            all.add(Schemas.keyValues(entity));
        }
        return all;
    }

    private static List<ObjectNode> alerts() throws IOException {
        List<ObjectNode> all = new ArrayList<>();
        for (String severity : List.of("info", "warning", "critical")) {
            Alarms.Alarm alarm = new Alarms.Alarm(
                    "device-silent:device-1",
                    severity,
                    "device-silent",
                    "device-1",
                    "Silent",
                    Given.AT,
                    Optional.empty());
            Device device = Given.device("paka-reference/waste-container", Map.of());
            all.add(Schemas.keyValues(entities.toAlert("velenje", alarm, Optional.of(device))));
            all.add(Schemas.keyValues(entities.toAlert("velenje", alarm, Optional.empty())));
        }
        return all;
    }

    @Test
    void everyTypeHasItsFile() {
        Set<String> found = new TreeSet<>();
        library.shapes().forEach(shape -> found.add(shape.type()));
        assertEquals(new TreeSet<>(TYPES), found);
    }

    @Test
    void everyEntityIsAsOurOwnSchemaSays() throws IOException {
        for (EntityShape shape : library.shapes()) {
            Path schema = Schemas.SHIPPED.resolve("schema/entities/" + shape.type() + ".schema.json");
            for (ObjectNode entity : entitiesOf(shape)) {
                assertEquals(List.of(), Schemas.problems(schema, entity), () -> shape.type() + " " + entity);
            }
            ObjectNode wrong = entitiesOf(shape).get(0).put("type", "Other");
            assertFalse(Schemas.problems(schema, wrong).isEmpty(), shape.type());
        }
    }

    @Test
    void everyEntityFitsItsSmartDataModel() throws IOException {
        Optional<Path> models = Schemas.models();
        Assumptions.assumeTrue(models.isPresent(), "no shared/data/schemas beside the repository");
        for (EntityShape shape : library.shapes()) {
            for (ObjectNode entity : entitiesOf(shape)) {
                assertEquals(
                        List.of(),
                        Schemas.modelProblems(models.get(), shape.model(), shape.type(), entity),
                        () -> shape.type() + " " + entity);
            }
            ObjectNode wrong = entitiesOf(shape).get(0).put("type", "Other");
            assertFalse(
                    Schemas.modelProblems(models.get(), shape.model(), shape.type(), wrong)
                            .isEmpty(),
                    shape.type());
        }
    }

    private static ObjectNode entity(String type, Map<String, Value> said) throws IOException {
        Device device = device(library.shape(type));
        List<Observation> observations = new ArrayList<>();
        said.forEach((name, value) -> observations.add(
                new Observation(device.id(), new si.paka.model.Property(name), value, Given.AT, Quality.GOOD, 1)));
        return Schemas.keyValues(entities.toEntity("velenje", device, observations, Given.AT, OptionalLong.empty()));
    }

    @Test
    void phasesShareOneAttribute() throws IOException {
        ObjectNode meter = entity(
                "ThreePhaseAcMeasurement",
                Map.of("powerL1", Value.of(100), "powerL2", Value.of(200.5), "power", Value.of(300.5)));
        assertEquals("{\"L1\":100,\"L2\":200.5}", meter.path("activePower").toString());
        assertEquals(300.5, meter.path("totalActivePower").asDouble());
        assertEquals(
                "threePhase",
                entity("ACMeasurement", Map.of()).path("phaseType").asText());
    }

    @Test
    void aTypeMayHaveItsOwnUnitAndRange() throws IOException {
        ObjectNode cabinet =
                entity("StreetlightControlCabinet", Map.of("power", Value.of(1234.5), "powerL2", Value.of(-5)));
        assertEquals(1.2345, cabinet.path("totalActivePower").asDouble());
        assertEquals(0, cabinet.path("activePowerS").asDouble(), "the model takes no power given back");
        ObjectNode air = entity("AirQualityObserved", Map.of("windDirection", Value.of(270)));
        assertEquals(-90, air.path("windDirection").asDouble());
        assertEquals(
                270,
                entity("WeatherObserved", Map.of("windDirection", Value.of(270)))
                        .path("windDirection")
                        .asDouble());
    }

    @Test
    void ofSeveralThatSayOneAttributeTheStrongestCounts() throws IOException {
        assertEquals(
                "burning",
                entity(
                                "WasteContainer",
                                Map.of("tilt", Value.of(true), "fire", Value.of(true), "lidOpen", Value.of(false)))
                        .path("status")
                        .asText());
        assertEquals(
                "lidOpen",
                entity("WasteContainer", Map.of("tilt", Value.of(false), "lidOpen", Value.of(true)))
                        .path("status")
                        .asText());
        assertEquals(
                "columnIssue",
                entity("Streetlight", Map.of("fault", Value.of(true), "poleTilted", Value.of(true)))
                        .path("status")
                        .asText());
    }

    @Test
    void countsAndNoiseTellTheirInterval() throws IOException {
        Instant from = Given.AT.minusSeconds(900);
        ObjectNode flow = entity("TrafficFlowObserved", Map.of("vehicleCount", Value.of(12)));
        assertEquals(from + "/" + Given.AT, flow.path("dateObserved").asText());
        assertEquals(from.toString(), flow.path("dateObservedFrom").asText());
        assertEquals(
                Given.AT.toString(),
                entity("NoiseLevelObserved", Map.of("laeq", Value.of(55)))
                        .path("dateObservedTo")
                        .asText());
    }

    @Test
    void aDeviceSaysWhatItControls() throws IOException {
        assertTrue(
                entity("Device", Map.of()).path("controlledProperty").toString().contains("\"batterySupply\""));
    }

    @Test
    void aVehicleIsWhereItSaysAndUntilThenWhereTheRegisterSays() throws IOException {
        assertEquals(
                "[15.1103,46.3592]",
                entity("Vehicle", Map.of()).at("/location/coordinates").toString());
        assertEquals(
                "[15.2,46.4]",
                entity("Vehicle", Map.of("position", new Value.Place(46.4, 15.2)))
                        .at("/location/coordinates")
                        .toString());
    }

    private static boolean isDate(PropertyDefinition property) {
        return property.definition().attribute().startsWith("date");
    }
}
