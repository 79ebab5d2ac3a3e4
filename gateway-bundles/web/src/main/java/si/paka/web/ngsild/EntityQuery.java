package si.paka.web.ngsild;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a consumer asks for.
 *
 * @param types empty for all
 * @param ids empty for all
 * @param attributes of which an entity has to have one, and of which only these are given; empty for all
 * @param limit most entities, 0..1000
 * @param keyValues whether attributes come as bare values
 */
record EntityQuery(
        Set<String> types,
        Set<String> ids,
        Set<String> attributes,
        int limit,
        int offset,
        boolean count,
        boolean keyValues) {
    static final int USUAL = 20;
    static final int MOST = 1000;

    private static final int LONGEST = 8192;
    private static final Set<String> UNDERSTOOD = Set.of("type", "id", "attrs", "limit", "offset", "count", "options");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9+.-]*:[^\\s<>\"]{1,300}");

    /**
     * @param names of the parameters that were sent
     * @param parameter the first value of one; null if it was not sent
     */
    static EntityQuery read(Set<String> names, Function<String, String> parameter) {
        for (String name : names) {
            if (!UNDERSTOOD.contains(name)) {
                throw new Refusal(
                        Refusal.Kind.BadRequestData,
                        "parameter " + name + " is not understood, expected one of " + new TreeSet<>(UNDERSTOOD));
            }
        }
        Set<String> options = list("options", parameter);
        for (String option : options) {
            if (!Set.of("keyValues", "simplified", "normalized", "count").contains(option)) {
                throw Refusal.of("options", option, "keyValues, simplified, normalized or count");
            }
        }
        boolean count = flag("count", parameter) || options.contains("count");
        int limit = number("limit", USUAL, MOST, parameter);
        if (limit == 0 && !count) {
            throw Refusal.of("limit", "0", "1.." + MOST + ", or 0 with count=true");
        }
        return new EntityQuery(
                matching("type", TYPE, "names such as WasteContainer", parameter),
                matching("id", ID, "URIs such as urn:ngsi-ld:WasteContainer:velenje:bin-1", parameter),
                matching("attrs", TYPE, "names such as fillingLevel", parameter),
                limit,
                number("offset", 0, Integer.MAX_VALUE, parameter),
                count,
                options.contains("keyValues") || options.contains("simplified"));
    }

    private static Set<String> list(String name, Function<String, String> parameter) {
        String text = Optional.ofNullable(parameter.apply(name)).orElse("");
        if (text.length() > LONGEST) {
            throw Refusal.of(name, text.length() + " characters", "at most " + LONGEST);
        }
        Set<String> items = new TreeSet<>(List.of(text.split(",")));
        items.remove("");
        return items;
    }

    private static Set<String> matching(
            String name, Pattern pattern, String expected, Function<String, String> parameter) {
        Set<String> items = list(name, parameter);
        for (String item : items) {
            if (!pattern.matcher(item).matches()) {
                throw Refusal.of(name, item, expected);
            }
        }
        return items;
    }

    private static boolean flag(String name, Function<String, String> parameter) {
        String text = parameter.apply(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Refusal.of(name, text, "true or false");
        }
        return "true".equals(text);
    }

    private static int number(String name, int usual, int most, Function<String, String> parameter) {
        String text = parameter.apply(name);
        if (text == null) {
            return usual;
        }
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > most) {
            throw Refusal.of(name, text, "0.." + most);
        }
        return number;
    }

    boolean asks(String type, String id) {
        return (types.isEmpty() || types.contains(type)) && (ids.isEmpty() || ids.contains(id));
    }
}
