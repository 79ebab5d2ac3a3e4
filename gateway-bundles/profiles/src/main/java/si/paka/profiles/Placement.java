package si.paka.profiles;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import si.paka.profiles.units.Conversion;
import si.paka.profiles.units.Unit;
import si.paka.profiles.units.Units;

/**
 * Where and how an entity type has a property.
 *
 * @param member key within the attribute, whose value is then an object, e.g. {@code L1}; empty if the attribute is the value
 * @param unit UN/CEFACT common code that the entity tells; empty for none
 * @param conversion from the property's unit to this one
 * @param lowest least value that the data model accepts, in this unit
 * @param values what a flag, number or text is called; empty for as it is
 * @param signed whether an angle is counted from -180 to 180 degrees
 */
record Placement(
        String attribute,
        String member,
        String unit,
        Conversion conversion,
        double lowest,
        double highest,
        Map<String, String> values,
        boolean signed) {
    private static final Set<String> KEYS = Set.of("attribute", "member", "unit", "minimum", "values", "signed");

    /** An entity type's own place. */
    static Placement read(YamlNode node, Placement usual) throws ProfileException {
        node.allowOnly(KEYS);
        String unit = node.findText("unit").orElse(usual.unit);
        Conversion conversion = conversion(node, usual.unit, unit);
        OptionalDouble minimum = node.findNumber("minimum");
        return new Placement(
                node.text("attribute"),
                node.findText("member").orElse(""),
                unit,
                conversion,
                minimum.orElse(conversion.apply(usual.lowest)),
                conversion.apply(usual.highest),
                node.has("values") ? values(node.child("values")) : usual.values,
                node.flag("signed"));
    }

    private static Conversion conversion(YamlNode node, String from, String to) throws ProfileException {
        if (from.equals(to)) {
            return Conversion.NONE;
        }
        Unit property = Units.find(from).orElseThrow(() -> node.wrong("unit", "found " + to + ", expected none"));
        return Units.find(to)
                .flatMap(property::to)
                .orElseThrow(() -> node.wrong(
                        "unit",
                        "found " + to + ", expected a unit of " + property.quantity() + " such as " + property));
    }

    static Map<String, String> values(YamlNode named) throws ProfileException {
        Map<String, String> values = new TreeMap<>();
        for (String key : named.names()) {
            values.put(key, named.text(key));
        }
        return values;
    }

    /** The number in the entity's unit, also if its model does not accept it. */
    double reported(double number) {
        double converted =
                conversion.equals(Conversion.NONE) ? number : Math.rint(conversion.apply(number) * 1e9) / 1e9;
        return signed && converted > 180 ? converted - 360 : converted;
    }

    /** The nearest number that the data model accepts. */
    double accepted(double reported) {
        return Math.min(Math.max(reported, lowest), highest);
    }
}
