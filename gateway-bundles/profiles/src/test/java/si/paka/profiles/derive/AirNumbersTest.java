package si.paka.profiles.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AirNumbersTest {
    /** κ 0.4, density 1.65: growth at the given relative humidity. */
    @Test
    void waterOnParticlesAfterKohler() {
        HumidityCorrection.Growth growth = new HumidityCorrection.Growth(0.4, 1.65, 0.95, 0.85, false);
        assertEquals(1.1616, growth.factor(0.40), 5e-5);
        assertEquals(1.3636, growth.factor(0.60), 5e-5);
        assertEquals(1.9697, growth.factor(0.80), 5e-5);
        assertEquals(3.1818, growth.factor(0.90), 5e-5);
        assertEquals(5.6061, growth.factor(0.95), 5e-5);
        assertEquals(5.6061, growth.factor(1), 5e-5, "no more than at 95 %");
    }

    @Test
    void lden() {
        assertEquals(60.0, NoiseLevels.den(60, 55, 50));
        assertEquals(66.4, NoiseLevels.den(60, 60, 60));
    }

    @Test
    void robustStatistics() {
        assertEquals(2, Robust.median(List.of(1.0, 90.0, 2.0)));
        assertEquals(2.5, Robust.median(List.of(1.0, 2.0, 3.0, 4.0)));
        assertEquals(
                0.1,
                Robust.slope(List.of(
                        new Robust.Point(0, 0),
                        new Robust.Point(1, 0.1),
                        new Robust.Point(2, 0.9),
                        new Robust.Point(3, 0.3),
                        new Robust.Point(4, 0.4))),
                1e-12,
                "one wrong echo moves nothing");
    }
}
