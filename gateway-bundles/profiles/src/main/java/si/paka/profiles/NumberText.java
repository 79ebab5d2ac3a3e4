package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that codecs give as texts, e.g. {@code "22.50"} or {@code "1700 mm"}. */
public final class NumberText {
    private static final Pattern FORM = Pattern.compile(
            "\\s{0,4}([+-]?\\d{1,15}(?:\\.\\d{1,15})?)\\s{0,4}([^\\s\\d.,:/-][^\\s\\d,:-]{0,7})?\\s{0,4}");

    private NumberText() {}

    /** The number that a decoded value is or says; empty if it is none. */
    public static OptionalDouble number(JsonNode decoded) {
        if (decoded.isNumber()) {
            return OptionalDouble.of(decoded.doubleValue());
        }
        Matcher matcher = FORM.matcher(decoded.isTextual() ? decoded.textValue() : "");
        return matcher.matches() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }

    /** The unit that stands behind the number of a text; empty if none does. */
    public static String unit(JsonNode decoded) {
        Matcher matcher = FORM.matcher(decoded.isTextual() ? decoded.textValue() : "");
        return matcher.matches() && matcher.group(2) != null ? matcher.group(2).replace("℃", "°C") : "";
    }
}
