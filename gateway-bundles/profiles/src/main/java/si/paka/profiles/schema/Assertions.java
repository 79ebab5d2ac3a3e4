package si.paka.profiles.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Walks an instance along its schema and says what is wrong, for a person who has the file open. Used once. */
final class Assertions {
    static final Set<String> KNOWN = Set.of(
            "type",
            "enum",
            "const",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "required",
            "dependentRequired",
            "minProperties",
            "maxProperties",
            "minItems",
            "maxItems",
            "uniqueItems");

    /** 1 and 1.0 are the same number. */
    private static final Comparator<JsonNode> NUMBERS =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private final JsonSchema schema;
    private final List<JsonSchema.Problem> problems;

    Assertions(JsonSchema schema, List<JsonSchema.Problem> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    void check(JsonNode rules, String place, JsonNode found) {
        if (rules.isBoolean()) {
            if (!rules.booleanValue()) {
                wrong(place, "is not known here");
            }
            return;
        }
        if (rules.has("$ref")) {
            check(schema.resolve(rules.get("$ref").asText()), place, found);
        }
        int before = problems.size();
        checkKind(rules, place, found);
        if (problems.size() > before) {
            return; // what follows would say the same in other words
        }
        if (found.isTextual()) {
            checkText(rules, place, found.textValue());
        } else if (found.isNumber()) {
            checkNumber(rules, place, found.decimalValue());
        } else if (found.isObject()) {
            checkObject(rules, place, found);
        } else if (found.isArray()) {
            checkArray(rules, place, found);
        }
        checkCombined(rules, place, found);
    }

    private void wrong(String place, String text) {
        problems.add(new JsonSchema.Problem(place, text));
    }

    private void checkKind(JsonNode rules, String place, JsonNode found) {
        JsonNode types = rules.path("type");
        if (types.isTextual() && !isOf(types.textValue(), found)) {
            String quotes =
                    types.textValue().equals("string") && found.isValueNode() ? "; put it in quotation marks" : "";
            wrong(place, "found " + shown(found) + ", expected " + inWords(types) + suchAs(rules) + quotes);
        } else if (types.isArray() && elements(types).stream().noneMatch(type -> isOf(type.asText(), found))) {
            wrong(place, "found " + shown(found) + ", expected " + inWords(types) + suchAs(rules));
        } else if (rules.has("enum")
                && elements(rules.get("enum")).stream().noneMatch(one -> one.equals(NUMBERS, found))) {
            wrong(place, "found " + shown(found) + ", expected one of " + list(rules.get("enum")));
        } else if (rules.has("const") && !rules.get("const").equals(NUMBERS, found)) {
            wrong(place, "found " + shown(found) + ", expected " + shown(rules.get("const")));
        }
    }

    private static boolean isOf(String type, JsonNode found) {
        return switch (type) {
            case "object" -> found.isObject();
            case "array" -> found.isArray();
            case "string" -> found.isTextual();
            case "boolean" -> found.isBoolean();
            case "null" -> found.isNull();
            case "integer" -> found.isNumber() && isWhole(found.decimalValue());
            default -> found.isNumber();
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static String inWords(JsonNode types) {
        List<String> words = new ArrayList<>();
        for (JsonNode type : types.isArray() ? elements(types) : List.of(types)) {
            words.add(
                    switch (type.asText()) {
                        case "object" -> "a mapping of keys";
                        case "array" -> "a list";
                        case "string" -> "a text";
                        case "boolean" -> "true or false";
                        case "integer" -> "a whole number";
                        case "null" -> "nothing";
                        default -> "a number";
                    });
        }
        return String.join(" or ", words);
    }

    private void checkText(JsonNode rules, String place, String text) {
        int length = text.codePointCount(0, text.length());
        if (rules.has("pattern")
                && !schema.pattern(rules.get("pattern").asText()).matcher(text).find()) {
            String expected = rules.has("examples")
                    ? suchAs(rules).strip()
                    : "a text of the form " + rules.get("pattern").asText();
            wrong(place, "found " + shown(text) + ", expected " + expected);
        } else if (rules.has("format") && !Formats.fits(rules.get("format").asText(), text)) {
            wrong(
                    place,
                    "found " + shown(text) + ", expected a "
                            + rules.get("format").asText() + suchAs(rules));
        } else if (length < rules.path("minLength").asInt(0)) {
            wrong(
                    place,
                    "found " + shown(text) + ", expected at least "
                            + rules.get("minLength").asInt() + " characters");
        } else if (length > rules.path("maxLength").asInt(Integer.MAX_VALUE)) {
            wrong(
                    place,
                    "found " + length + " characters, expected at most "
                            + rules.get("maxLength").asInt());
        }
    }

    private static String suchAs(JsonNode rules) {
        return rules.has("examples") ? " such as " + list(rules.get("examples")) : "";
    }

    private void checkNumber(JsonNode rules, String place, BigDecimal number) {
        boolean fits = compare(rules, "minimum", number) >= 0
                && compare(rules, "maximum", number) <= 0
                && (!rules.has("exclusiveMinimum") || compare(rules, "exclusiveMinimum", number) > 0)
                && (!rules.has("exclusiveMaximum") || compare(rules, "exclusiveMaximum", number) < 0);
        if (!fits) {
            wrong(place, "found " + number.toPlainString() + ", expected " + range(rules));
        }
    }

    private static int compare(JsonNode rules, String bound, BigDecimal number) {
        return rules.has(bound) ? number.compareTo(rules.get(bound).decimalValue()) : 0;
    }

    private static String range(JsonNode rules) {
        String low = rules.has("minimum")
                ? rules.get("minimum").asText()
                : rules.has("exclusiveMinimum") ? "more than " + rules.get("exclusiveMinimum") : "";
        String high = rules.has("maximum")
                ? rules.get("maximum").asText()
                : rules.has("exclusiveMaximum") ? "less than " + rules.get("exclusiveMaximum") : "";
        return high.isEmpty()
                ? low + (low.startsWith("more") ? "" : " or more")
                : low.isEmpty() ? high + (high.startsWith("less") ? "" : " or less") : low + ".." + high;
    }

    private void checkObject(JsonNode rules, String place, JsonNode found) {
        for (JsonNode key : elements(rules.path("required"))) {
            if (!found.has(key.asText())) {
                JsonNode expected = rules.path("properties").path(key.asText());
                wrong(key(place, key.asText()), "is missing, expected " + described(expected));
            }
        }
        for (Iterator<String> keys = rules.path("dependentRequired").fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            for (JsonNode other : elements(rules.path("dependentRequired").path(key))) {
                if (found.has(key) && !found.has(other.asText())) {
                    wrong(key(place, other.asText()), "is missing, expected beside " + key);
                }
            }
        }
        if (found.size() < rules.path("minProperties").asInt(0)
                || found.size() > rules.path("maxProperties").asInt(Integer.MAX_VALUE)) {
            wrong(
                    place,
                    "found " + found.size() + " keys, expected "
                            + rules.path("minProperties").asInt(0) + ".."
                            + rules.path("maxProperties").asText("any"));
        }
        found.fields().forEachRemaining(field -> checkField(rules, place, field.getKey(), field.getValue()));
    }

    private void checkField(JsonNode rules, String place, String key, JsonNode value) {
        String at = key(place, key);
        boolean known = rules.path("properties").has(key);
        if (known) {
            check(rules.get("properties").get(key), at, value);
        }
        for (Iterator<String> forms = rules.path("patternProperties").fieldNames(); forms.hasNext(); ) {
            String form = forms.next();
            if (schema.pattern(form).matcher(key).find()) {
                known = true;
                check(rules.get("patternProperties").get(form), at, value);
            }
        }
        if (rules.has("propertyNames")) {
            check(rules.get("propertyNames"), at, TextNode.valueOf(key));
        }
        JsonNode others = rules.path("additionalProperties");
        if (!known && others.isBoolean() && !others.booleanValue()) {
            wrong(at, "is not known here, expected one of " + keys(rules.path("properties")));
        } else if (!known && others.isObject()) {
            check(others, at, value);
        }
    }

    private void checkArray(JsonNode rules, String place, JsonNode found) {
        int least = rules.path("minItems").asInt(0);
        int most = rules.path("maxItems").asInt(Integer.MAX_VALUE);
        if (found.size() < least || found.size() > most) {
            wrong(
                    place,
                    "found " + found.size() + " in the list, expected "
                            + (least == most
                                    ? least
                                    : most == Integer.MAX_VALUE ? least + " or more" : least + ".." + most));
        }
        int leading = rules.path("prefixItems").size();
        for (int i = 0; i < found.size(); i++) {
            String at = place + "[" + i + "]";
            if (i < leading) {
                check(rules.get("prefixItems").get(i), at, found.get(i));
            } else if (rules.has("items")) {
                check(rules.get("items"), at, found.get(i));
            }
            for (int j = 0; rules.path("uniqueItems").asBoolean() && j < i; j++) {
                if (found.get(j).equals(NUMBERS, found.get(i))) {
                    wrong(at, "found " + shown(found.get(i)) + " again, expected each once");
                }
            }
        }
    }

    private void checkCombined(JsonNode rules, String place, JsonNode found) {
        elements(rules.path("allOf")).forEach(one -> check(one, place, found));
        if (rules.has("not") && holds(rules.get("not"), found)) {
            wrong(place, "found together what excludes each other: " + keys(rules.get("not")));
        }
        if (rules.has("anyOf") && count(rules.get("anyOf"), found) == 0) {
            wrong(place, "expected " + alternatives(rules.get("anyOf")));
        }
        if (rules.has("oneOf") && count(rules.get("oneOf"), found) != 1) {
            wrong(
                    place,
                    "found " + count(rules.get("oneOf"), found) + " of, expected just one of: "
                            + alternatives(rules.get("oneOf")));
        }
        if (rules.has("if")) {
            JsonNode branch = rules.path(holds(rules.get("if"), found) ? "then" : "else");
            if (!branch.isMissingNode()) {
                check(branch, place, found);
            }
        }
    }

    private boolean holds(JsonNode rules, JsonNode found) {
        List<JsonSchema.Problem> own = new ArrayList<>();
        new Assertions(schema, own).check(rules, "", found);
        return own.isEmpty();
    }

    private long count(JsonNode alternatives, JsonNode found) {
        return elements(alternatives).stream().filter(one -> holds(one, found)).count();
    }

    private static String alternatives(JsonNode schemas) {
        List<String> words = new ArrayList<>();
        elements(schemas).forEach(one -> words.add(keys(one)));
        return String.join(" or ", words);
    }

    private static String described(JsonNode rules) {
        String text = rules.has("enum")
                ? "one of " + list(rules.get("enum"))
                : rules.has("type") ? inWords(rules.get("type")) + suchAs(rules) : "a value";
        return rules.has("description") ? text + " (" + rules.get("description").asText() + ")" : text;
    }

    /** What a schema names: its required keys, or else its properties. */
    private static String keys(JsonNode rules) {
        List<String> names = new ArrayList<>();
        JsonNode required = rules.path("required");
        if (required.isArray()) {
            elements(required).forEach(one -> names.add(one.asText()));
            return String.join(" and ", names);
        }
        rules.fieldNames().forEachRemaining(names::add);
        names.sort(Comparator.naturalOrder());
        return names.toString();
    }

    private static String key(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String list(JsonNode values) {
        List<String> words = new ArrayList<>();
        elements(values).forEach(one -> words.add(one.asText()));
        return String.join(", ", words);
    }

    private static String shown(JsonNode found) {
        return found.isObject()
                ? "a mapping of keys"
                : found.isArray() ? "a list" : found.isTextual() ? shown(found.textValue()) : found.toString();
    }

    private static String shown(String text) {
        String one = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return '"' + one.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
