package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import si.paka.model.Value;

/**
 * From a decoded value to an observed property.
 *
 * @param from name in the codec's {@code data} (dots lead deeper), a SenML name or an LwM2M path
 * @param scale with {@code offset}: decoded number × scale + offset is the value in the property's unit
 * @param unit symbol of the unit that the decoded number is in, as the profile tells; empty if it tells none
 * @param names what decoded values are called; empty for as they are
 */
record Mapping(
        String from, PropertyDefinition property, double scale, double offset, String unit, Map<String, String> names) {

    /** The normalised value; empty if there is nothing that can be said. */
    Optional<Value> normalise(JsonNode decoded) {
        if (decoded == null || decoded.isNull() || decoded.isMissingNode()) {
            return Optional.empty();
        }
        if (!names.isEmpty()) {
            String name = names.get(asKey(decoded));
            return Optional.ofNullable(name).map(Mapping::asNamed).flatMap(property::fitting);
        }
        if (decoded.isNumber()) {
            return quantity(decoded.doubleValue());
        }
        if (decoded.isBoolean()) {
            return property.fitting(Value.of(decoded.booleanValue()));
        }
        if (decoded.isObject()) {
            return place(decoded).flatMap(property::fitting);
        }
        return decoded.isTextual() ? text(decoded) : Optional.empty();
    }

    private Optional<Value> quantity(double decoded) {
        double number = decoded * scale + offset;
        return Double.isFinite(number) ? property.fitting(Value.of(tidy(number))) : Optional.empty();
    }

    /** A text that a number is expected of may say one. */
    private Optional<Value> text(JsonNode decoded) {
        Optional<Value> fitting = property.fitting(Value.of(decoded.textValue()));
        OptionalDouble number = NumberText.number(decoded);
        return fitting.isPresent() || number.isEmpty() ? fitting : quantity(number.getAsDouble());
    }

    /** A point, under the names that codecs usually give its coordinates. */
    private static Optional<Value> place(JsonNode decoded) {
        JsonNode latitude = first(decoded, "latitude", "lat");
        JsonNode longitude = first(decoded, "longitude", "lon", "lng");
        boolean there = latitude.isNumber()
                && longitude.isNumber()
                && Math.abs(latitude.doubleValue()) <= 90
                && Math.abs(longitude.doubleValue()) <= 180;
        return there ? Optional.of(new Value.Place(latitude.doubleValue(), longitude.doubleValue())) : Optional.empty();
    }

    private static JsonNode first(JsonNode decoded, String... names) {
        for (String name : names) {
            if (decoded.has(name)) {
                return decoded.get(name);
            }
        }
        return MissingNode.getInstance();
    }

    /** What to tell of a value that nothing can be said about. */
    String remark(JsonNode decoded) {
        String found = decoded.toString();
        return from + " is " + (found.length() > 60 ? found.substring(0, 60) + "…" : found) + ", which is no "
                + property.definition().property();
    }

    private static Value asNamed(String name) {
        return switch (name) {
            case "true" -> Value.of(true);
            case "false" -> Value.of(false);
            default -> Value.of(name);
        };
    }

    private static String asKey(JsonNode decoded) {
        double number = decoded.isNumber() ? decoded.doubleValue() : Double.NaN;
        return number == Math.rint(number) ? Long.toString((long) number) : decoded.asText();
    }

    /** 0.1 × 3 is 0.3 to people. */
    private static double tidy(double number) {
        double rounded = Math.rint(number * 1e6) / 1e6;
        return Math.abs(number) < 1e9 ? rounded : number;
    }

    JsonNode find(JsonNode data) {
        return find(data, from);
    }

    /** Null or missing if it is not there. */
    static JsonNode find(JsonNode data, String from) {
        JsonNode direct = data.get(from);
        if (direct != null || from.indexOf('.') < 0) {
            return direct;
        }
        JsonNode node = data;
        for (String step : from.split("\\.")) {
            node = node.isArray() && step.matches("\\d{1,4}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }
}
