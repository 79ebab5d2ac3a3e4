package si.paka.profiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an entity type needs besides what is measured, as {@code entities/<Type>.yaml} says it.
 *
 * @param model domain of the Smart Data Models that the type is from; empty for a type of our own
 * @param alert category of an alarm about a device of this type (Smart Data Models, Alert); empty for security
 * @param required fixed attributes without which a device is not approved
 * @param relationships fixed attributes that point to another entity, and that entity's type
 * @param lists fixed attributes that are arrays
 * @param numbers fixed attributes that are numbers
 * @param attributes further attributes that the gateway writes
 * @param words what a fixed attribute may say
 * @param strongest where several properties say one attribute: its words, the one that counts most first
 * @param defaults what an attribute says if neither message nor register tells
 * @param dates attributes that tell when
 * @param derived attributes that follow from what the profile observes
 */
record EntityShape(
        String type,
        String model,
        String alert,
        Set<String> required,
        Map<String, String> relationships,
        Set<String> lists,
        Set<String> numbers,
        Set<String> attributes,
        Map<String, List<String>> words,
        Map<String, List<String>> strongest,
        Map<String, String> defaults,
        Map<String, Date> dates,
        Map<String, Derivation> derived) {
    private static final Set<String> KEYS = Set.of(
            "meaning_sl",
            "meaning_en",
            "model",
            "alert",
            "required",
            "relationships",
            "lists",
            "numbers",
            "attributes",
            "words",
            "strongest",
            "defaults",
            "dates",
            "derived");

    /** Which instant a date attribute tells of the reporting interval that the entity is about. */
    enum Date {
        FROM,
        TO,
        /** Both, as {@code from/to} (ISO 8601). */
        INTERVAL
    }

    /** How an attribute follows from a profile. */
    enum Derivation {
        /** What its properties say a device controls. */
        CONTROLLEDPROPERTIES,
        /** Whether it observes more phases than one. */
        PHASES
    }

    /** Of a type that no file describes. */
    static EntityShape plain(String type) {
        return new EntityShape(
                type,
                "",
                "",
                Set.of(),
                Map.of("refDevice", "Device"),
                Set.of("category", "refDevice"),
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    static EntityShape read(YamlNode node) throws ProfileException {
        node.allowOnly(KEYS);
        return new EntityShape(
                node.file().getFileName().toString().replaceFirst("\\.yaml$", ""),
                node.findText("model").orElse(""),
                node.findText("alert").orElse(""),
                Set.copyOf(node.texts("required")),
                texts(node, "relationships"),
                Set.copyOf(node.texts("lists")),
                Set.copyOf(node.texts("numbers")),
                Set.copyOf(node.texts("attributes")),
                lists(node, "words"),
                lists(node, "strongest"),
                texts(node, "defaults"),
                constants(node, "dates", Date.class),
                constants(node, "derived", Derivation.class));
    }

    private static Map<String, String> texts(YamlNode node, String key) throws ProfileException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node.has(key)) {
            YamlNode child = node.child(key);
            for (String name : child.names()) {
                texts.put(name, child.text(name));
            }
        }
        return texts;
    }

    private static Map<String, List<String>> lists(YamlNode node, String key) throws ProfileException {
        Map<String, List<String>> lists = new HashMap<>();
        if (node.has(key)) {
            YamlNode child = node.child(key);
            for (String name : child.names()) {
                lists.put(name, child.texts(name));
            }
        }
        return lists;
    }

    private static <E extends Enum<E>> Map<String, E> constants(YamlNode node, String key, Class<E> type)
            throws ProfileException {
        Map<String, E> constants = new LinkedHashMap<>();
        for (Map.Entry<String, String> told : texts(node, key).entrySet()) {
            E found = null;
            for (E one : type.getEnumConstants()) {
                if (one.name().equals(told.getValue().toUpperCase(Locale.ROOT))) {
                    found = one;
                }
            }
            if (found == null) {
                throw node.wrong(key, "found \"" + told.getValue() + "\", expected as in schema/entity.schema.json");
            }
            constants.put(told.getKey(), found);
        }
        return constants;
    }

    /** The word that counts most; the first if the attribute's words have no order. */
    int rank(String attribute, String word) {
        List<String> order = strongest.get(attribute);
        int place = order == null ? 0 : order.indexOf(word);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** All attributes that this file speaks of. */
    Set<String> named() {
        Set<String> named = new HashSet<>(required);
        named.addAll(relationships.keySet());
        named.addAll(lists);
        named.addAll(numbers);
        named.addAll(attributes);
        named.addAll(words.keySet());
        named.addAll(strongest.keySet());
        named.addAll(defaults.keySet());
        named.addAll(dates.keySet());
        named.addAll(derived.keySet());
        return named;
    }

    /** What an entity of this type is called. */
    String urn(String town, String asset) {
        return "urn:ngsi-ld:" + type + ":" + town + ":" + asset;
    }

    /** The lists of a text with commas. */
    static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        for (String item : value.split(",")) {
            items.add(item.strip());
        }
        return items;
    }
}
