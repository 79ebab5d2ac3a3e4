package si.paka.profiles.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitsTest {
    private static double convert(double value, String from, String to) {
        return unit(from).to(unit(to)).orElseThrow().apply(value);
    }

    private static Unit unit(String name) {
        return Units.find(name).orElseThrow(() -> new AssertionError(name));
    }

    @Test
    void knownAnswers() {
        assertEquals(0, convert(32, "FAH", "CEL"), 1e-9);
        assertEquals(22.5, convert(72.5, "°F", "°C"), 1e-9);
        assertEquals(-273.15, convert(0, "KEL", "CEL"), 1e-9);
        assertEquals(3.612, convert(3612, "2Z", "VLT"), 1e-9);
        assertEquals(0.25, convert(250, "mA", "A"), 1e-12);
        assertEquals(1, convert(3600, "KJO", "KWH"), 1e-12);
        assertEquals(0.0015, convert(1.5, "WHR", "KWH"), 1e-12);
        assertEquals(36, convert(10, "MTS", "KMH"), 1e-9);
        assertEquals(44.704, convert(100, "HM", "MTS"), 1e-9);
        assertEquals(5.144444444, convert(10, "KNT", "MTS"), 1e-8);
        assertEquals(0.87, convert(87, "P1", "C62"), 1e-12);
        assertEquals(1013.25, convert(101325, "PAL", "A97"), 1e-9);
        assertEquals(1013.25, convert(760, "HN", "A97"), 1e-3);
        assertEquals(1013.25, convert(29.9213, "F79", "A97"), 1e-2);
        assertEquals(0.254, convert(10, "INH", "MTR"), 1e-12);
        assertEquals(180, convert(Math.PI, "C81", "DD"), 1e-9);
        assertEquals(5400, convert(1.5, "HUR", "SEC"), 1e-9);
        assertEquals(3.785411784, convert(1, "GLL", "LTR"), 1e-9);
        assertEquals(0.06, convert(1, "L2", "MQH"), 1e-12);
        assertEquals(1500, convert(1.5, "H61", "G42"), 1e-9);
        assertEquals(400, convert(0.04, "P1", "59"), 1e-9);
    }

    @Test
    void thereAndBackIsTheSameForEveryPairOfUnits() {
        Random random = new Random(20261122);
        int pairs = 0;
        for (Unit from : Units.list()) {
            for (Unit to : Units.list()) {
                Optional<Conversion> there = from.to(to);
                assertEquals(from.quantity().equals(to.quantity()), there.isPresent());
                if (there.isPresent()) {
                    pairs++;
                    Conversion back = to.to(from).orElseThrow();
                    for (int i = 0; i < 20; i++) {
                        double value = (random.nextDouble() - 0.5) * 2000;
                        assertEquals(value, back.apply(there.get().apply(value)), 1e-6, from + " " + to);
                        assertEquals(
                                value, there.get().inverse().apply(there.get().apply(value)), 1e-6);
                    }
                }
            }
        }
        assertTrue(pairs > 400, "only " + pairs);
    }

    @Test
    void noCodeAndNoSymbolStandsForTwoUnits() {
        Set<String> seen = new HashSet<>();
        for (Unit unit : Units.list()) {
            assertTrue(seen.add(unit.code()), unit.code());
            assertTrue(unit.symbol().equals(unit.code()) || seen.add(unit.symbol()), unit.symbol());
        }
    }

    @Test
    void twoConversionsAfterEachOtherAreOne() {
        Conversion first = new Conversion(2, 3);
        Conversion second = new Conversion(-4, 5);
        assertEquals(second.apply(first.apply(1.5)), first.then(second).apply(1.5), 1e-12);
    }

    private static double gas(double molarMass, double value, String from, Gas.State state, String to) {
        return new Gas(molarMass)
                .between(unit(from), state, unit(to))
                .orElseThrow()
                .apply(value);
    }

    /** Factors per ppb at the European reference state; M of IUPAC 2021. */
    @Test
    void ppbOfTheCommonGases() {
        assertEquals(1.9120, gas(46.0055, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(1.2471, gas(30.0061, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(1.9949, gas(47.9982, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(2.6626, gas(64.066, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(1.1641, gas(28.0101, 1, "59", Gas.State.EUROPEAN, "GP"), 1e-4);
        assertEquals(3.2464, gas(78.112, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(1.4164, gas(34.081, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(0.7078, gas(17.0305, 1, "61", Gas.State.EUROPEAN, "GQ"), 1e-4);
        assertEquals(95.6, gas(46.0055, 50, "61", Gas.State.EUROPEAN, "GQ"), 0.01);
    }

    @Test
    void aMassStatedAt25DegreesIsMoreAt20() {
        Gas.State warm = new Gas.State(25, 101.325);
        assertEquals(1 / 1.8804, gas(46.0055, 1, "GQ", warm, "61"), 1e-4);
        assertEquals(1.9120 / 1.8804, gas(46.0055, 1, "GQ", warm, "GQ"), 1e-4);
        assertEquals(50, gas(46.0055, gas(46.0055, 50, "61", warm, "GQ"), "GQ", Gas.State.EUROPEAN, "61"), 1e-9);
    }

    @Test
    void whatIsNoGasHasNoGasConversion() {
        assertEquals(Optional.empty(), new Gas(46).between(unit("CEL"), Gas.State.EUROPEAN, unit("GQ")));
    }
}
