package si.paka.profiles.units;

import java.util.Optional;

/**
 * A unit of measurement.
 *
 * @param code UN/CEFACT common code (Recommendation 20)
 * @param symbol as people write it
 * @param quantity what is measured in it, e.g. {@code pressure}; only units of one quantity convert
 * @param factor with {@code offset}: value × factor + offset is the value in the quantity's base unit
 */
public record Unit(String code, String symbol, String quantity, double factor, double offset) {
    /** Share of a whole: one, percent, ppm. */
    public static final String FRACTION = "fraction";

    public static final String MASS_CONCENTRATION = "mass concentration";

    /** How a value in this unit becomes one in the other; empty if they measure different things. */
    public Optional<Conversion> to(Unit other) {
        return quantity.equals(other.quantity)
                ? Optional.of(new Conversion(factor / other.factor, (offset - other.offset) / other.factor))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return code.equals(symbol) ? code : code + " (" + symbol + ")";
    }
}
