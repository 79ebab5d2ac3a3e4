package si.paka.profiles;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.port.Vocabulary;
import si.paka.profiles.derive.Plausibility;

/**
 * One property of the vocabulary, or a local one of a profile.
 *
 * @param limitsModel whether the data model, too, accepts nothing beyond minimum and maximum
 * @param plausibility how it behaves over time
 * @param values what a flag or number is called in the entity, e.g. {@code true} → {@code occupied}; empty for as it is
 */
record PropertyDefinition(
        Vocabulary.Definition definition,
        OptionalDouble minimum,
        OptionalDouble maximum,
        boolean limitsModel,
        Map<String, String> values,
        Plausibility plausibility) {
    private static final int LONGEST_TEXT = 256;

    static PropertyDefinition read(YamlNode node) throws ProfileException {
        Property property;
        try {
            property = new Property(node.text("name"));
        } catch (IllegalArgumentException e) {
            throw node.wrong("name", e.getMessage());
        }
        Map<String, String> values = new TreeMap<>();
        if (node.has("values")) {
            YamlNode named = node.child("values");
            for (String key : named.names()) {
                values.put(key, named.text(key));
            }
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
        return new PropertyDefinition(
                definition,
                node.findNumber("minimum"),
                node.findNumber("maximum"),
                node.flag("limitsModel"),
                values,
                PlausibilityKeys.read(node));
    }

    /** The value as this property has it; empty if it is of a kind that the property can't have. */
    Optional<Value> fitting(Value value) {
        if (value instanceof Value.Quantity quantity && values.containsKey("true")) {
            return Optional.of(Value.of(quantity.number() != 0));
        }
        boolean measured = !definition.unit().isEmpty() || minimum.isPresent() || maximum.isPresent();
        boolean fits = value instanceof Value.Text text
                ? text.text().length() <= LONGEST_TEXT
                        && (values.isEmpty() || values.containsKey(text.text()) || values.containsValue(text.text()))
                : value instanceof Value.Quantity || values.isEmpty() || values.containsKey("true");
        return fits && (!measured || value instanceof Value.Quantity) ? Optional.of(value) : Optional.empty();
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

    /** Why a value is out of range. */
    String doubt(Value value) {
        String found = value instanceof Value.Quantity quantity ? Double.toString(quantity.number()) : value.toString();
        String unit = definition.symbol().isEmpty() || definition.scale() != 1 ? "" : " " + definition.symbol();
        return "found " + found + unit + ", expected "
                + (minimum.isPresent() ? minimum.getAsDouble() : "") + ".."
                + (maximum.isPresent() ? maximum.getAsDouble() : "");
    }

    /** The nearest value that the data model accepts. */
    Value withinModel(Value value) {
        if (!limitsModel || !(value instanceof Value.Quantity quantity)) {
            return value;
        }
        double number = Math.min(
                Math.max(quantity.number(), minimum.orElse(Double.NEGATIVE_INFINITY)),
                maximum.orElse(Double.POSITIVE_INFINITY));
        return number == quantity.number() ? value : Value.of(number);
    }
}
