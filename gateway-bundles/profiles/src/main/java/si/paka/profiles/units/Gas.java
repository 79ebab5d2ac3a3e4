package si.paka.profiles.units;

import java.util.Optional;

/**
 * Between a gas's share of the air by volume (ppb) and its mass in a cubic metre (µg/m³), which depends on the temperature and
 * pressure that the mass is stated at (ideal gas law). A share is the same at every state.
 *
 * @param molarMass in g/mol
 */
public record Gas(double molarMass) {
    private static final double GAS_CONSTANT = 8.314462618; // J/(mol K), CODATA 2018
    private static final double ZERO_CELSIUS = 273.15;

    /** The state that a mass per cubic metre is stated at. */
    public record State(double celsius, double kPa) {
        /** What the European directive states gases at: 20 °C, 101.3 kPa (Directive (EU) 2024/2881, annex VI). */
        public static final State EUROPEAN = new State(20, 101.3);

        /** Volume of a mole in m³. */
        double molarVolume() {
            return GAS_CONSTANT * (celsius + ZERO_CELSIUS) / (kPa * 1000);
        }
    }

    public Gas {
        if (!(molarMass >= 1 && molarMass <= 1000)) {
            throw new IllegalArgumentException("molarMass is " + molarMass + ", expected 1..1000 g/mol");
        }
    }

    /**
     * @param state that masses per cubic metre in the unit {@code from} are stated at; those in {@code to} are at the European one
     * @return empty if one of the units is neither a share nor a mass per volume
     */
    public Optional<Conversion> between(Unit from, State state, Unit to) {
        if (!isOfGas(from) || !isOfGas(to)) {
            return Optional.empty();
        }
        double share = from.factor() / (isMass(from) ? density(state) : 1);
        double factor = share * (isMass(to) ? density(State.EUROPEAN) : 1) / to.factor();
        return Optional.of(new Conversion(factor, 0));
    }

    /** Of the pure gas, in kg/m³. */
    private double density(State state) {
        return molarMass / 1000 / state.molarVolume();
    }

    private static boolean isMass(Unit unit) {
        return unit.quantity().equals(Unit.MASS_CONCENTRATION);
    }

    private static boolean isOfGas(Unit unit) {
        return isMass(unit) || unit.quantity().equals(Unit.FRACTION);
    }
}
