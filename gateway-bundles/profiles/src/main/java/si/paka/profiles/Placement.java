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
 * @param whole whether the data model accepts whole numbers only
 * @param turn the angle in degrees from which a full turn is taken off; infinite for what is no angle or may be as it is
 */
record Placement(
        String attribute,
        String member,
        String unit,
        Conversion conversion,
        double lowest,
        double highest,
        Map<String, String> values,
        boolean whole,
        double turn) {
    private static final Set<String> KEYS = Set.of("attribute", "member", "unit", "minimum", "values", "angle");

    /** An entity type's own place. */
    static Placement read(YamlNode node, Placement usual) throws ProfileException {
        node.allowOnly(KEYS);
        String unit = node.findText("unit").orElse(usual.unit);
        Conversion conversion = conversion(node, usual.unit, unit);
        OptionalDouble minimum = node.findNumber("minimum");
        double turn = turn(node.findText("angle").orElse(""), node);
        boolean signed = turn == 180;
        return new Placement(
                node.text("attribute"),
                node.findText("member").orElse(""),
                unit,
                conversion,
                signed ? -180 : minimum.orElse(conversion.apply(usual.lowest)),
                signed ? 180 : conversion.apply(usual.highest),
                node.has("values") ? values(node.child("values")) : usual.values,
                usual.whole,
                turn);
    }

    private static double turn(String angle, YamlNode node) throws ProfileException {
        return switch (angle) {
            case "" -> Double.POSITIVE_INFINITY;
            case "signed" -> 180;
            case "below360" -> 360;
            default -> throw node.wrong("angle", "found \"" + angle + "\", expected signed or below360");
        };
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
        return isOver(converted) ? converted - 360 : converted;
    }

    /** 180 may stay; 360 is 0. */
    private boolean isOver(double angle) {
        return angle > turn || angle == turn && turn == 360;
    }

    /** The nearest number that the data model accepts. */
    double accepted(double reported) {
        double within = Math.min(Math.max(reported, lowest), highest);
        return whole ? Math.rint(within) : within;
    }
}
