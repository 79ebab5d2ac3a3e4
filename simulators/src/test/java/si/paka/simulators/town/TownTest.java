package si.paka.simulators.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TownTest {
    private static final Street STREET =
            new Street("s", "Šaleška cesta", List.of("lamp-01", "lamp-02", "lamp-03"), 25, OptionalInt.of(1));

    @Test
    void sameSeedGivesTheSameDay() {
        assertEquals(day(5), day(5));
        assertNotEquals(day(5), day(6));
    }

    @Test
    void whoeverIsSeenIsLostAgain() {
        Set<String> seen = new HashSet<>();
        for (TownEvent event : day(5)) {
            if (event instanceof TownEvent.Presence presence) {
                assertTrue(presence.somebody() ? seen.add(presence.lamp()) : seen.remove(presence.lamp()));
            }
        }
    }

    @Test
    void pedestriansComeToTheCrossing() {
        assertTrue(day(5).stream().anyMatch(event -> event.equals(new TownEvent.AtCrossing(STREET))));
    }

    @Test
    void everyLampSeesSomebodyInTheCourseOfADay() {
        Set<String> lamps = new HashSet<>();
        day(5).forEach(event -> {
            if (event instanceof TownEvent.Presence presence) {
                lamps.add(presence.lamp());
            }
        });
        assertEquals(Set.copyOf(STREET.lamps()), lamps);
    }

    private static List<TownEvent> day(long seed) {
        return new Town(List.of(STREET), Duration.ofMinutes(10), seed).advance(Duration.ofHours(24));
    }
}
