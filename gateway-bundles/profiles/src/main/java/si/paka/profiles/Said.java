package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import si.paka.model.Value;

/** A decoded value as its device said it, to be kept beside what was made of it (requirement N-15). */
final class Said {
    private Said() {}

    /**
     * @param unit in which the device said it, e.g. {@code °F}; empty if it is the property's own
     * @return empty if it is no more than the value itself
     */
    static String of(JsonNode decoded, Value value, String unit) {
        if (isTheValue(decoded, value)) {
            return "";
        }
        String text = decoded.isNumber() ? plain(decoded.doubleValue()) : text(decoded);
        return unit.isEmpty() ? text : text + " " + unit;
    }

    private static boolean isTheValue(JsonNode decoded, Value value) {
        if (value instanceof Value.Quantity quantity) {
            return decoded.isNumber() && decoded.doubleValue() == quantity.number();
        }
        if (value instanceof Value.Flag flag) {
            return decoded.isBoolean() && decoded.booleanValue() == flag.on();
        }
        return value instanceof Value.Text text
                && decoded.isTextual()
                && text.text().equals(decoded.textValue());
    }

    private static String text(JsonNode decoded) {
        return decoded.isTextual() ? decoded.textValue() : decoded.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
