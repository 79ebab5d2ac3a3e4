package si.paka.profiles;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Writes what was observed. A value beyond what the data model accepts is brought to its limit and carried as
 * {@code reportedValue}. Properties with a member share one attribute whose value is an object; of several that say the same
 * attribute the strongest word counts.
 */
final class ObservedAttributes {
    private final JsonGenerator json;
    private final EntityShape shape;
    private final Set<String> written;

    /** An observation and its place in the entity. */
    private record Placed(Placement place, Observation observation) {
        double reported() {
            return place.reported(((Value.Quantity) observation.value()).number());
        }

        boolean isBeyondModel() {
            return observation.value() instanceof Value.Quantity && place.accepted(reported()) != reported();
        }

        /** What a flag or text is called here. */
        String word() {
            return observation.value() instanceof Value.Flag flag
                    ? place.values().getOrDefault(Boolean.toString(flag.on()), "")
                    : observation.value() instanceof Value.Text text
                            ? place.values().getOrDefault(text.text(), text.text())
                            : "";
        }
    }

    ObservedAttributes(JsonGenerator json, EntityShape shape, Set<String> written) {
        this.json = json;
        this.shape = shape;
        this.written = written;
    }

    void write(List<Mapping> mappings, Newest newest) throws IOException {
        for (int i = 0; i < mappings.size(); i++) {
            Placement place = mappings.get(i).property().in(shape.type());
            Optional<Observation> observation =
                    newest.find(mappings.get(i).property().definition().property());
            if (observation.isEmpty() || !written.add(place.attribute())) {
                continue;
            }
            Placed first = new Placed(place, observation.get());
            if (!place.member().isEmpty()) {
                members(first, others(first, mappings.subList(i + 1, mappings.size()), newest));
            } else if (shape.strongest().containsKey(place.attribute())) {
                attribute(strongest(first, others(first, mappings.subList(i + 1, mappings.size()), newest)));
            } else {
                attribute(first);
            }
        }
    }

    /** Further observations for the same attribute. */
    private List<Placed> others(Placed first, List<Mapping> mappings, Newest newest) {
        List<Placed> others = new ArrayList<>();
        for (Mapping mapping : mappings) {
            Placement place = mapping.property().in(shape.type());
            if (place.attribute().equals(first.place().attribute())
                    && place.member().isEmpty() == first.place().member().isEmpty()) {
                newest.find(mapping.property().definition().property())
                        .ifPresent(observation -> others.add(new Placed(place, observation)));
            }
        }
        return others;
    }

    private Placed strongest(Placed first, List<Placed> others) {
        Placed strongest = first;
        String attribute = first.place().attribute();
        for (Placed other : others) {
            if (shape.rank(attribute, other.word()) < shape.rank(attribute, strongest.word())) {
                strongest = other;
            }
        }
        return strongest;
    }

    private void attribute(Placed placed) throws IOException {
        boolean location = placed.place().attribute().equals("location");
        json.writeObjectFieldStart(placed.place().attribute());
        json.writeStringField("type", location ? "GeoProperty" : "Property");
        json.writeFieldName("value");
        value(placed);
        about(placed, placed.observation());
        if (placed.isBeyondModel()) {
            json.writeObjectFieldStart("reportedValue");
            json.writeStringField("type", "Property");
            json.writeFieldName("value");
            EntityWriter.number(json, placed.reported());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void members(Placed first, List<Placed> others) throws IOException {
        List<Placed> all = new ArrayList<>();
        Set<String> members = new HashSet<>();
        all.add(first);
        members.add(first.place().member());
        others.stream().filter(other -> members.add(other.place().member())).forEach(all::add);
        json.writeObjectFieldStart(first.place().attribute());
        json.writeStringField("type", "Property");
        json.writeObjectFieldStart("value");
        Observation told = first.observation();
        boolean beyond = false;
        for (Placed one : all) {
            json.writeFieldName(one.place().member());
            value(one);
            beyond |= one.isBeyondModel();
            if (told.quality() == Quality.GOOD && one.observation().quality() != Quality.GOOD) {
                told = one.observation();
            }
        }
        json.writeEndObject();
        about(first, told);
        if (beyond) {
            reported(all);
        }
        json.writeEndObject();
    }

    private void reported(List<Placed> all) throws IOException {
        json.writeObjectFieldStart("reportedValue");
        json.writeStringField("type", "Property");
        json.writeObjectFieldStart("value");
        for (Placed one : all) {
            if (one.isBeyondModel()) {
                json.writeFieldName(one.place().member());
                EntityWriter.number(json, one.reported());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** When, in what unit, how far to be believed. */
    private void about(Placed placed, Observation observation) throws IOException {
        json.writeStringField("observedAt", EntityWriter.text(observation.observedAt()));
        if (!placed.place().unit().isEmpty() && observation.value() instanceof Value.Quantity) {
            json.writeStringField("unitCode", placed.place().unit());
        }
        if (observation.quality() != Quality.GOOD) {
            json.writeObjectFieldStart("quality");
            json.writeStringField("type", "Property");
            json.writeStringField("value", observation.quality().name());
            if (!observation.doubt().isEmpty()) {
                json.writeObjectFieldStart("reason");
                json.writeStringField("type", "Property");
                json.writeStringField("value", observation.doubt());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private void value(Placed placed) throws IOException {
        Value value = placed.observation().value();
        if (value instanceof Value.Quantity quantity) {
            String named = placed.place().values().isEmpty()
                    ? null
                    : placed.place().values().get(PropertyDefinition.plain(quantity.number()));
            if (named != null) {
                json.writeString(named);
            } else {
                EntityWriter.number(json, placed.place().accepted(placed.reported()));
            }
        } else if (value instanceof Value.Flag flag && placed.word().isEmpty()) {
            json.writeBoolean(flag.on());
        } else if (value instanceof Value.Place point) {
            EntityWriter.point(json, point);
        } else {
            json.writeString(placed.word());
        }
    }
}
