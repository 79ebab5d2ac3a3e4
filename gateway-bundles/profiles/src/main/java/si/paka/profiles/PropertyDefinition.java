package si.paka.profiles;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.port.Vocabulary;
import si.paka.profiles.derive.Plausibility;
import si.paka.profiles.units.Conversion;

/**
 * One property of the vocabulary, or a local one of a profile.
 *
 * @param usual where an entity has it
 * @param places by entity type, where that is otherwise
 * @param entityTypes whose model has the attribute
 * @param minimum least value that is physically possible, in the property's unit
 * @param molarMass of a gas, in g/mol
 * @param controlledProperty what a {@code Device} that observes it says to control; empty if the model has no word
 * @param plausibility how it behaves over time
 */
record PropertyDefinition(
        Vocabulary.Definition definition,
        Kind kind,
        Placement usual,
        Map<String, Placement> places,
        List<String> entityTypes,
        OptionalDouble minimum,
        OptionalDouble maximum,
        OptionalDouble molarMass,
        String controlledProperty,
        Plausibility plausibility) {
    private static final int LONGEST_TEXT = 256;
    private static final String ONE = "C62";

    /** What a value is. */
    enum Kind {
        NUMBER,
        /** A number is a flag, too: it stands for whether it is something. */
        FLAG,
        TEXT,
        PLACE,
        /** Whatever comes. */
        ANY
    }

    static PropertyDefinition read(YamlNode node) throws ProfileException {
        Property property;
        try {
            property = new Property(node.text("name"));
        } catch (IllegalArgumentException e) {
            throw node.wrong("name", e.getMessage());
        }
        Vocabulary.Definition definition = new Vocabulary.Definition(
                property,
                node.findText("attribute").orElse(property.name()),
                node.findText("unit").orElse(""),
                node.findText("symbol").orElse(""),
                node.findNumber("scale").orElse(1),
                node.findInt("decimals").orElse(1),
                node.findText("sl").orElse(property.name()),
                node.findText("en").orElse(property.name()));
        Placement usual = usual(node, definition);
        Kind kind = kind(node, usual);
        if (usual.attribute().equals("location") && kind != Kind.PLACE) {
            throw node.wrong("attribute", "found location, expected another name unless kind is place");
        }
        return new PropertyDefinition(
                definition,
                kind,
                usual,
                places(node, usual),
                node.texts("entityTypes"),
                node.findNumber("minimum"),
                node.findNumber("maximum"),
                node.findNumber("molarMass"),
                node.findText("controlledProperty").orElse(""),
                PlausibilityKeys.read(node));
    }

    private static Placement usual(YamlNode node, Vocabulary.Definition definition) throws ProfileException {
        boolean limited = node.flag("limitsModel");
        return new Placement(
                definition.attribute(),
                node.findText("member").orElse(""),
                definition.unit(),
                Conversion.NONE,
                limited ? node.findNumber("minimum").orElse(Double.NEGATIVE_INFINITY) : Double.NEGATIVE_INFINITY,
                limited ? node.findNumber("maximum").orElse(Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY,
                node.has("values") ? Placement.values(node.child("values")) : Map.of(),
                limited && definition.unit().equals(ONE) && definition.decimals() == 0 && definition.scale() == 1,
                Double.POSITIVE_INFINITY);
    }

    private static Map<String, Placement> places(YamlNode node, Placement usual) throws ProfileException {
        Map<String, Placement> places = new HashMap<>();
        if (node.has("entities")) {
            YamlNode entities = node.child("entities");
            for (String type : entities.names()) {
                places.put(type, Placement.read(entities.child(type), usual));
            }
        }
        return places;
    }

    private static Kind kind(YamlNode node, Placement usual) throws ProfileException {
        if (node.has("kind")) {
            String told = node.text("kind");
            for (Kind kind : Kind.values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(told)) {
                    return kind;
                }
            }
            throw node.wrong("kind", "found \"" + told + "\", expected number, flag, text, place or any");
        }
        if (usual.values().containsKey("true")) {
            return Kind.FLAG;
        }
        return node.has("unit") || node.has("minimum") || node.has("maximum") ? Kind.NUMBER : Kind.ANY;
    }

    /** Where an entity of this type has it. */
    Placement in(String entityType) {
        return places.isEmpty() ? usual : places.getOrDefault(entityType, usual);
    }

    /** Why a value is out of range. */
    String doubt(Value value) {
        String found = value instanceof Value.Quantity quantity ? Double.toString(quantity.number()) : value.toString();
        String unit = definition.symbol().isEmpty() || definition.scale() != 1 ? "" : " " + definition.symbol();
        return "found " + found + unit + ", expected "
                + (minimum.isPresent() ? minimum.getAsDouble() : "") + ".."
                + (maximum.isPresent() ? maximum.getAsDouble() : "");
    }

    /** The value as this property has it; empty if it is of a kind that the property can't have. */
    Optional<Value> fitting(Value value) {
        return switch (kind) {
            case NUMBER -> Optional.of(value).filter(Value.Quantity.class::isInstance);
            case FLAG -> flag(value);
            case TEXT -> text(value).filter(this::isKnown).map(Value.Text.class::cast);
            case PLACE -> Optional.of(value).filter(Value.Place.class::isInstance);
            case ANY -> Optional.of(value).filter(one -> !(one instanceof Value.Text text) || isKnown(text));
        };
    }

    private Optional<Value> flag(Value value) {
        if (value instanceof Value.Quantity quantity) {
            return Optional.of(Value.of(quantity.number() != 0));
        }
        if (value instanceof Value.Text text) {
            return Optional.of(value).filter(one -> !usual.values().isEmpty() && isKnown(text));
        }
        return Optional.of(value).filter(Value.Flag.class::isInstance);
    }

    private static Optional<Value.Text> text(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text);
        }
        return value instanceof Value.Quantity quantity
                ? Optional.of(new Value.Text(plain(quantity.number())))
                : Optional.empty();
    }

    private boolean isKnown(Value.Text said) {
        Map<String, String> values = usual.values();
        return said.text().length() <= LONGEST_TEXT
                && (values.isEmpty() || values.containsKey(said.text()) || values.containsValue(said.text()));
    }

    /** 3, not 3.0. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    Quality judge(Value value) {
        if (value instanceof Value.Quantity quantity) {
            double number = quantity.number();
            boolean low = minimum.isPresent() && number < minimum.getAsDouble();
            boolean high = maximum.isPresent() && number > maximum.getAsDouble();
            return low || high ? Quality.OUT_OF_RANGE : Quality.GOOD;
        }
        return Quality.GOOD;
    }
}
