package si.paka.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.port.EntityMapper;

/**
 * Entities in NGSI-LD normalised form (ETSI GS CIM 009, 4.5) of the Smart Data Models types. Measured attributes come from the
 * observations; what the model requires besides comes from the register, or is a stated "unknown".
 */
public final class NgsiLdEntities implements EntityMapper {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What a model requires and no sensor measures.
     *
     * @param lists fixed attributes that are arrays
     * @param relationships fixed attributes that point to another entity
     * @param required fixed attributes without which a device is not approved
     * @param status value of a required status that a message does not tell; empty if the model requires none
     */
    private record Shape(
            Set<String> lists, Set<String> relationships, Set<String> required, String status, boolean dated) {}

    private static final Shape ANY = new Shape(Set.of("category"), Set.of(), Set.of(), "", false);
    private static final Map<String, Shape> SHAPES = Map.of(
            "Streetlight",
            new Shape(
                    Set.of(),
                    Set.of("refStreetlightGroup", "refStreetlightControlCabinet"),
                    Set.of("location"),
                    "ok",
                    false),
            "WasteContainer",
            new Shape(Set.of("category"), Set.of("refWasteContainerIsle"), Set.of("location"), "", false),
            "ParkingSpot",
            new Shape(
                    Set.of("category"),
                    Set.of("refParkingSite", "refParkingGroup"),
                    Set.of("location", "category", "refParkingSite"),
                    "unknown",
                    false),
            "AirQualityObserved",
            new Shape(Set.of(), Set.of("refPointOfInterest"), Set.of("location"), "", true));

    private final Supplier<ProfileLibrary> library;

    public NgsiLdEntities(Supplier<ProfileLibrary> library) {
        this.library = library;
    }

    @Override
    public List<String> problems(Device device) {
        DeviceProfile profile = library.get().profile(device.profile()).orElse(null);
        if (profile == null) {
            return List.of("profile " + device.profile() + " is not installed");
        }
        Shape shape = shape(profile.info().entityType());
        List<String> problems = new ArrayList<>();
        for (String name : shape.required().stream().sorted().toList()) {
            boolean there = name.equals("location")
                    ? device.location().isPresent()
                    : !device.attributes().getOrDefault(name, "").isBlank();
            if (!there) {
                problems.add(name + " is missing; a " + profile.info().entityType() + " requires it");
            }
        }
        for (String name : shape.relationships()) {
            String target = device.attributes().get(name);
            if (target != null && !target.startsWith("urn:") && !target.matches("[A-Za-z0-9-]{1,64}")) {
                problems.add(name + " is \"" + target + "\", expected a URN or an asset id");
            }
        }
        return problems;
    }

    private static Shape shape(String type) {
        return SHAPES.getOrDefault(type, ANY);
    }

    @Override
    public String entityId(String town, Device device) {
        String type = library.get().find(device.profile()).orElseThrow().entityType();
        return "urn:ngsi-ld:" + type + ":" + town + ":" + device.asset();
    }

    @Override
    public byte[] toEntity(
            String town, Device device, List<Observation> observations, Instant receivedAt, OptionalLong sequence) {
        DeviceProfile profile = library.get().profile(device.profile()).orElseThrow();
        String type = profile.info().entityType();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1200);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", "urn:ngsi-ld:" + type + ":" + town + ":" + device.asset());
            json.writeStringField("type", type);
            writeObservations(json, profile, observations, shape(type));
            if (shape(type).dated()) {
                property(json, "dateObserved", newest(observations, receivedAt).toString());
            }
            writeFixed(json, town, device, shape(type));
            if (sequence.isPresent()) {
                json.writeObjectFieldStart("uplinkSequence");
                json.writeStringField("type", "Property");
                json.writeNumberField("value", sequence.getAsLong());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Instant newest(List<Observation> observations, Instant receivedAt) {
        Instant newest =
                observations.isEmpty() ? receivedAt : observations.get(0).observedAt();
        for (Observation observation : observations) {
            if (observation.observedAt().isAfter(newest)) {
                newest = observation.observedAt();
            }
        }
        return newest.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void writeObservations(
            JsonGenerator json, DeviceProfile profile, List<Observation> observations, Shape shape) throws IOException {
        Set<String> written = new HashSet<>();
        for (int i = observations.size() - 1; i >= 0; i--) { // of several of one property the newest is last
            Observation observation = observations.get(i);
            PropertyDefinition property = definition(profile, observation);
            if (property != null && written.add(property.definition().attribute())) {
                write(json, property, observation);
            }
        }
        if (!shape.status().isEmpty() && written.add("status")) {
            property(json, "status", shape.status());
        }
    }

    private static PropertyDefinition definition(DeviceProfile profile, Observation observation) {
        for (Mapping mapping : profile.mappings()) {
            if (mapping.property().definition().property().equals(observation.property())) {
                return mapping.property();
            }
        }
        return null;
    }

    private static void write(JsonGenerator json, PropertyDefinition property, Observation observation)
            throws IOException {
        json.writeObjectFieldStart(property.definition().attribute());
        json.writeStringField("type", "Property");
        writeValue(json, property, observation.value());
        json.writeStringField(
                "observedAt",
                observation.observedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        if (!property.definition().unit().isEmpty() && observation.value() instanceof Value.Quantity) {
            json.writeStringField("unitCode", property.definition().unit());
        }
        if (observation.quality() != Quality.GOOD) {
            json.writeObjectFieldStart("quality");
            json.writeStringField("type", "Property");
            json.writeStringField("value", observation.quality().name());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, PropertyDefinition property, Value value) throws IOException {
        if (value instanceof Value.Quantity quantity) {
            String named = property.values().get(plain(quantity.number()));
            if (named != null) {
                json.writeStringField("value", named);
            } else if (quantity.number() == Math.rint(quantity.number()) && Math.abs(quantity.number()) < 1e15) {
                json.writeNumberField("value", (long) quantity.number());
            } else {
                json.writeNumberField("value", quantity.number());
            }
        } else if (value instanceof Value.Flag flag) {
            String named = property.values().get(Boolean.toString(flag.on()));
            if (named != null) {
                json.writeStringField("value", named);
            } else {
                json.writeBooleanField("value", flag.on());
            }
        } else if (value instanceof Value.Text text) {
            json.writeStringField("value", property.values().getOrDefault(text.text(), text.text()));
        } else if (value instanceof Value.Place place) {
            json.writeFieldName("value");
            point(json, place);
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static void writeFixed(JsonGenerator json, String town, Device device, Shape shape) throws IOException {
        if (device.location().isPresent()) {
            json.writeObjectFieldStart("location");
            json.writeStringField("type", "GeoProperty");
            json.writeFieldName("value");
            point(json, device.location().get());
            json.writeEndObject();
        }
        for (Map.Entry<String, String> fixed : device.attributes().entrySet()) {
            writeFixed(json, town, fixed.getKey(), fixed.getValue(), shape);
        }
        property(json, "name", device.name());
        json.writeObjectFieldStart("owner");
        json.writeStringField("type", "Property");
        json.writeArrayFieldStart("value");
        json.writeString(device.owner());
        json.writeEndArray();
        json.writeEndObject();
        property(json, "source", device.address().toString());
    }

    private static void writeFixed(JsonGenerator json, String town, String name, String value, Shape shape)
            throws IOException {
        if (shape.relationships().contains(name)) {
            json.writeObjectFieldStart(name);
            json.writeStringField("type", "Relationship");
            json.writeStringField("object", urn(town, name, value));
            json.writeEndObject();
        } else if (shape.lists().contains(name)) {
            json.writeObjectFieldStart(name);
            json.writeStringField("type", "Property");
            json.writeArrayFieldStart("value");
            for (String one : value.split(",")) {
                json.writeString(one.strip());
            }
            json.writeEndArray();
            json.writeEndObject();
        } else {
            property(json, name, value);
        }
    }

    /** A bare asset id becomes the URN of the entity that the relationship's name tells. */
    private static String urn(String town, String name, String value) {
        if (value.startsWith("urn:")) {
            return value;
        }
        String type = name.equals("refParkingSite") ? "OnStreetParking" : name.substring("ref".length());
        return "urn:ngsi-ld:" + type + ":" + town + ":" + value;
    }

    private static void property(JsonGenerator json, String name, String value) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "Property");
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, Value.Place place) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(place.longitude());
        json.writeNumber(place.latitude());
        json.writeEndArray();
        json.writeEndObject();
    }
}
