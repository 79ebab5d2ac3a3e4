package si.paka.profiles.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContainerShapeTest {
    @Test
    void knownAnswers() {
        assertEquals(0.3, ContainerShape.BOX.filled(0.3, 0.5), 1e-12);
        assertEquals(0.5, ContainerShape.CYLINDER_LYING.filled(0.5, 0), 1e-12);
        assertEquals(0.1955, ContainerShape.CYLINDER_LYING.filled(0.25, 0), 1e-4);
        assertEquals(0.125, ContainerShape.CONE.filled(0.5, 0), 1e-12);
        assertEquals(
                (0.8 * 0.8 * 0.8 - 0.6 * 0.6 * 0.6) / (1 - 0.6 * 0.6 * 0.6),
                ContainerShape.CONE.filled(0.5, 0.6),
                1e-12);
        assertEquals(0.5, ContainerShape.CONE.filled(0.5, 1), 1e-12);
        assertEquals(0.25, ContainerShape.TRAPEZOID.filled(0.5, 0), 1e-12);
        assertEquals(0.4375, ContainerShape.TRAPEZOID.filled(0.5, 0.6), 1e-12);
    }

    @Test
    void everyShapeIsEmptyAtTheBottomFullAtTheTopAndOnlyGrows() {
        for (ContainerShape shape : ContainerShape.values()) {
            for (double bottom : new double[] {0, 0.3, 0.999, 1}) {
                assertEquals(0, shape.filled(0, bottom), 1e-9, shape.name());
                assertEquals(1, shape.filled(1, bottom), 1e-9, shape.name());
                for (int i = 1; i <= 1000; i++) {
                    assertTrue(
                            shape.filled(i / 1000.0, bottom) >= shape.filled((i - 1) / 1000.0, bottom),
                            shape + " at " + i);
                }
            }
        }
    }
}
