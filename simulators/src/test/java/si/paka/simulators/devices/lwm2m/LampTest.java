package si.paka.simulators.devices.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LampTest {
    private final Lamp lamp = new Lamp();

    @Test
    void fadesToTheCommandedLevel() {
        lamp.dim(30);
        assertTrue(lamp.advance(Duration.ofMillis(500)));
        assertEquals(70, lamp.level());
        assertTrue(lamp.advance(Duration.ofSeconds(2)));
        assertEquals(30, lamp.level());
        assertFalse(lamp.advance(Duration.ofSeconds(1)), "it has arrived");
    }

    @Test
    void goesDarkWhenSwitchedOffAndDrawsStandbyPower() {
        lamp.switchOn(false);
        lamp.advance(Duration.ofSeconds(5));
        assertEquals(0, lamp.level());
        assertTrue(lamp.power() < 1);
    }

    @Test
    void energyAddsUpWithPower() {
        lamp.advance(Duration.ofHours(1));
        assertEquals(lamp.power(), lamp.energy(), 1e-9);
    }

    @Test
    void dimmedLampNeedsLess() {
        double full = lamp.power();
        lamp.dim(40);
        lamp.advance(Duration.ofSeconds(5));
        assertTrue(lamp.power() < full / 2);
    }
}
