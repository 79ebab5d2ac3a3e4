package si.paka.profiles;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.profiles.derive.Derivations;

/** Writes one entity in NGSI-LD normalised form. Who writes an attribute first has it. */
final class EntityWriter {
    private static final Set<String> SEVERAL_PHASES = Set.of("L2", "L3", "L12", "L23", "L31");

    private final JsonGenerator json;
    private final EntityShape shape;
    private final String town;
    private final Set<String> written = new HashSet<>(Approval.OURS);

    EntityWriter(JsonGenerator json, EntityShape shape, String town) {
        this.json = json;
        this.shape = shape;
        this.town = town;
        written.remove("location"); // a device may tell where it is
    }

    void open(String asset) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", shape.urn(town, asset));
        json.writeStringField("type", shape.type());
    }

    void observations(DeviceProfile profile, Newest newest) throws IOException {
        new ObservedAttributes(json, shape, written).write(profile.emitted(), newest);
    }

    /** The reporting interval that the entity is about. */
    void dates(Instant from, Instant to) throws IOException {
        for (Map.Entry<String, EntityShape.Date> date : shape.dates().entrySet()) {
            if (written.add(date.getKey())) {
                property(
                        date.getKey(),
                        switch (date.getValue()) {
                            case FROM -> text(from);
                            case TO -> text(to);
                            case INTERVAL -> text(from) + "/" + text(to);
                        });
            }
        }
    }

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    void derived(List<Mapping> mappings) throws IOException {
        for (Map.Entry<String, EntityShape.Derivation> one : shape.derived().entrySet()) {
            if (written.add(one.getKey())) {
                switch (one.getValue()) {
                    case CONTROLLEDPROPERTIES -> texts(one.getKey(), controlled(mappings));
                    case PHASES -> property(one.getKey(), phases(mappings));
                }
            }
        }
    }

    private static Set<String> controlled(List<Mapping> mappings) {
        Set<String> controlled = new TreeSet<>();
        for (Mapping mapping : mappings) {
            if (!mapping.property().controlledProperty().isEmpty()) {
                controlled.add(mapping.property().controlledProperty());
            }
        }
        return controlled;
    }

    private String phases(List<Mapping> mappings) {
        for (Mapping mapping : mappings) {
            if (SEVERAL_PHASES.contains(mapping.property().in(shape.type()).member())) {
                return "threePhase";
            }
        }
        return "singlePhase";
    }

    /** What the register knows, and what is said where nobody knows. */
    void fixed(Device device) throws IOException {
        if (device.location().isPresent() && written.add("location")) {
            location(device.location().get());
        }
        for (Map.Entry<String, String> fixed : device.attributes().entrySet()) {
            if (!fixed.getValue().isBlank()
                    && !Derivations.deviceAttributes().contains(fixed.getKey())
                    && written.add(fixed.getKey())) {
                fixed(fixed.getKey(), fixed.getValue());
            }
        }
        for (Map.Entry<String, String> usual : shape.defaults().entrySet()) {
            if (written.add(usual.getKey())) {
                fixed(usual.getKey(), usual.getValue());
            }
        }
        property("name", device.name());
        texts("owner", Set.of(device.owner()));
        property("source", device.address().toString());
    }

    private void fixed(String name, String value) throws IOException {
        boolean relationship = shape.relationships().containsKey(name);
        json.writeObjectFieldStart(name);
        json.writeStringField("type", relationship ? "Relationship" : "Property");
        json.writeFieldName(relationship ? "object" : "value");
        if (shape.lists().contains(name)) {
            json.writeStartArray();
            for (String one : EntityShape.items(value)) {
                json.writeString(relationship ? urn(name, one) : one);
            }
            json.writeEndArray();
        } else if (shape.numbers().contains(name)) {
            number(json, Approval.number(value));
        } else {
            json.writeString(relationship ? urn(name, value) : value);
        }
        json.writeEndObject();
    }

    /** A bare asset id becomes the URN of an entity of the type that the relationship points to. */
    private String urn(String name, String value) {
        return value.startsWith("urn:")
                ? value
                : "urn:ngsi-ld:" + shape.relationships().get(name) + ":" + town + ":" + value;
    }

    void property(String name, String value) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "Property");
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    void property(String name, long value) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "Property");
        json.writeNumberField("value", value);
        json.writeEndObject();
    }

    private void texts(String name, Set<String> values) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "Property");
        json.writeArrayFieldStart("value");
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void location(Value.Place place) throws IOException {
        json.writeObjectFieldStart("location");
        json.writeStringField("type", "GeoProperty");
        json.writeFieldName("value");
        point(json, place);
        json.writeEndObject();
    }

    /** GeoJSON (RFC 7946): longitude first. */
    static void point(JsonGenerator json, Value.Place place) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(place.longitude());
        json.writeNumber(place.latitude());
        json.writeEndArray();
        json.writeEndObject();
    }

    /** 3, not 3.0. */
    static void number(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    /** @param contextUrl where the JSON-LD context is; empty for none */
    void close(String contextUrl) throws IOException {
        if (!contextUrl.isEmpty()) {
            json.writeStringField("@context", contextUrl);
        }
        json.writeEndObject();
    }
}
