package si.paka.profiles;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import si.paka.profiles.units.Conversion;
import si.paka.profiles.units.Gas;
import si.paka.profiles.units.Unit;
import si.paka.profiles.units.Units;

/**
 * What a mapping says of the unit that decoded values are in: {@code unit}; for a gas also {@code reference_C}, {@code reference_kPa}
 * (state that its mass per volume is stated at) and {@code molarMass} in g/mol (beats the vocabulary's).
 *
 * @param symbol of the decoded value's unit; empty if the mapping tells none
 */
record MappingUnit(String symbol, Conversion conversion) {
    private static final Set<String> BESIDE_UNIT = Set.of("reference_C", "reference_kPa", "molarMass");

    private static final double USUAL_kPa = 101.325;

    static MappingUnit read(YamlNode mapping, PropertyDefinition property) throws ProfileException {
        Optional<String> told = mapping.findText("unit");
        if (told.isEmpty()) {
            for (String key : BESIDE_UNIT) {
                if (mapping.has(key)) {
                    throw mapping.wrong(key, "is only understood beside unit, expected the unit of the decoded value");
                }
            }
            return new MappingUnit("", Conversion.NONE);
        }
        Unit from = Units.find(told.get())
                .orElseThrow(() -> mapping.wrong(
                        "unit",
                        "found \"" + told.get() + "\", expected a UN/CEFACT code or symbol of a known unit"
                                + " (docs/reference/observations.md)"));
        String code = property.definition().unit();
        Unit to = Units.find(code)
                .orElseThrow(() -> mapping.wrong(
                        "unit",
                        "found " + from + ", expected none: "
                                + property.definition().property() + " has "
                                + (code.isEmpty() ? "no unit" : "the unit " + code + ", which is not known here")));
        return new MappingUnit(from.symbol(), conversion(mapping, property, from, to));
    }

    private static Conversion conversion(YamlNode mapping, PropertyDefinition property, Unit from, Unit to)
            throws ProfileException {
        OptionalDouble molarMass = mapping.findNumber("molarMass");
        if (molarMass.isEmpty()) {
            molarMass = property.molarMass();
        }
        boolean stated = mapping.has("reference_C") || mapping.has("reference_kPa");
        if (stated && (molarMass.isEmpty() || !from.quantity().equals(Unit.MASS_CONCENTRATION))) {
            throw mapping.wrong(
                    mapping.has("reference_C") ? "reference_C" : "reference_kPa",
                    "found with unit " + from + ", expected only with a gas by mass, e.g. GQ (µg/m³) of no2");
        }
        Optional<Conversion> conversion = molarMass.isPresent()
                ? gas(mapping, molarMass.getAsDouble()).between(from, state(mapping, stated), to)
                : from.to(to);
        return conversion
                .or(() -> from.to(to))
                .orElseThrow(() -> mapping.wrong(
                        "unit",
                        "found " + from + ", a " + from.quantity() + ", expected a " + to.quantity() + " such as " + to
                                + ", the unit of " + property.definition().property()));
    }

    private static Gas gas(YamlNode mapping, double molarMass) throws ProfileException {
        try {
            return new Gas(molarMass);
        } catch (IllegalArgumentException e) {
            throw mapping.wrong("molarMass", e.getMessage());
        }
    }

    private static Gas.State state(YamlNode mapping, boolean stated) throws ProfileException {
        if (!stated) {
            return Gas.State.EUROPEAN;
        }
        return new Gas.State(
                between(mapping, "reference_C", -50, 60, Gas.State.EUROPEAN.celsius()),
                between(mapping, "reference_kPa", 50, 120, USUAL_kPa));
    }

    private static double between(YamlNode mapping, String key, double least, double greatest, double usual)
            throws ProfileException {
        double number = mapping.findNumber(key).orElse(usual);
        if (!(number >= least && number <= greatest)) {
            throw mapping.wrong(key, "found " + number + ", expected " + least + ".." + greatest);
        }
        return number;
    }
}
