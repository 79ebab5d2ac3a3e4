package si.paka.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetPlanTest {
    private final FleetPlan plan = new FleetPlan(20, 8, 8, 4, 7);

    @Test
    void demoTownHasFortyDevicesWithIdsOfTheirOwn() {
        assertEquals(40, plan.devices().stream().map(SimDevice::id).distinct().count());
        assertEquals(
                40, plan.devices().stream().map(SimDevice::address).distinct().count());
    }

    @Test
    void halfOfTheLampsHaveKeys() {
        List<SimDevice> secure = plan.devices().stream()
                .filter(device -> !device.psk().isEmpty())
                .toList();
        assertEquals(10, secure.size());
        assertEquals(10, secure.stream().map(SimDevice::psk).distinct().count());
    }

    @Test
    void csvHasAColumnForEverything() {
        String[] lines = DeviceCsv.write(plan.devices(), "open").split("\n");
        assertEquals(41, lines.length);
        int columns = lines[0].split(",", -1).length;
        for (String line : lines) {
            assertEquals(columns, line.split(",", -1).length, line);
        }
        assertTrue(lines[0].endsWith("attr.storedWasteKind,psk.identity,psk.key"));
    }

    @Test
    void refusesATownWithoutBounds() {
        assertThrows(IllegalArgumentException.class, () -> new FleetPlan(501, 0, 0, 0, 1));
    }
}
