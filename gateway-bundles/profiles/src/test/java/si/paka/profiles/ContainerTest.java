package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static si.paka.profiles.Life.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;

class ContainerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Life.Kind CONTAINER = Life.Kind.of(
                    HOUR,
                    Set.of("distance", "temperature", "pitch", "roll"),
                    spec("container-fill", "deadZone_m", "0.25"),
                    spec("emptying"),
                    spec("days-to-full"),
                    spec("container-fire"),
                    spec("tipping"))
            .with(Map.of("containerHeight_m", "1.5", "sensorOffset_m", "0.3"));

    private static Instant at(double hours) {
        return Given.AT.plusSeconds((long) (hours * 3600));
    }

    private static Observation find(List<Observation> emitted, String property) {
        return emitted.stream()
                .filter(one -> one.property().name().equals(property))
                .findFirst()
                .orElseThrow(() -> new AssertionError(property + " is not in " + emitted));
    }

    private static Observation fill(double distance) {
        return find(new Life(CONTAINER).says(at(0), "distance", distance), "fillLevel");
    }

    @Test
    void fillFollowsFromTheDistanceBelowTheSensor() {
        assertEquals(Value.of(0), fill(1.8).value());
        assertEquals(Value.of(0.5), fill(1.05).value());
        assertEquals(Value.of(1), fill(0.3).value());
        assertEquals(Quality.GOOD, fill(1.05).quality());
    }

    @Test
    void whatCannotBeIsMarkedWithWhatToCheck() {
        assertEquals(Quality.SUSPECT, fill(0.1).quality(), "in the dead zone");
        assertEquals(Quality.OUT_OF_RANGE, fill(2.4).quality());
        assertEquals(
                "distance is 2.4 m, expected at most 1.8 m to the floor; check containerHeight_m, sensorOffset_m and the mounting",
                fill(2.4).doubt());
        assertEquals(Quality.GOOD, fill(1.85).quality(), "a floor is rarely even");
    }

    @Test
    void aDeviceThatTellsItsFillLevelIsLeftAlone() {
        List<Observation> emitted = new Life(CONTAINER).says(at(0), "fillLevel", 0.2, "distance", 0.3);
        assertEquals(
                1,
                emitted.stream()
                        .filter(o -> o.property().name().equals("fillLevel"))
                        .count());
    }

    /** A fortnight of filling by 4 % a day, emptied on the sixth day, with one wrong echo. */
    private static void fortnight(Life life) {
        double level = 0.3;
        for (int hour = 0; hour < 14 * 24; hour += 3) {
            level = hour == 6 * 24 ? 0.02 : level + 0.005;
            double shown = hour == 4 * 24 ? 0.05 : level;
            life.says(at(hour), "distance", 1.8 - 1.5 * shown, "temperature", 12.0);
        }
    }

    @Test
    void anEmptyingIsSeenOnceAndAWrongEchoIsNone() {
        Life life = Life.tell(CONTAINER, ContainerTest::fortnight);
        assertEquals(List.of(1.0), life.numbers("emptyings"));
        assertEquals(
                Value.of(at(6 * 24).toString()),
                life.last("lastEmptying").orElseThrow().value());
        assertEquals(
                List.of(Value.of(true), Value.of(false)),
                life.all("emptied").map(Observation::value).toList());
    }

    @Test
    void daysToFullFollowTheSlopeSinceTheLastEmptyingAndAreTakenBackByIt() {
        Life life = Life.tell(CONTAINER, ContainerTest::fortnight);
        List<Double> days = life.numbers("daysToFull");
        assertTrue(days.contains(-1.0), "unknown after the emptying");
        Observation last = life.last("daysToFull").orElseThrow();
        double level = Life.number(life.last("fillLevel").orElseThrow());
        assertEquals((0.85 - level) / 0.04, Life.number(last), 0.3);
        assertEquals(Quality.ESTIMATED, last.quality());
        assertTrue(
                life.all("daysToFull").findFirst().orElseThrow().observedAt().isAfter(at(23)),
                "nothing is estimated from a few hours");
    }

    @Test
    void aLevelThatDoesNotRiseGivesNoEstimate() {
        Life life = Life.tell(CONTAINER, one -> {
            for (int hour = 0; hour < 100; hour += 3) {
                one.says(at(hour), "distance", 1.2);
            }
        });
        assertEquals(List.of(), life.numbers("daysToFull"));
    }

    private static List<Boolean> fires(double step_h, double... temperatures) {
        return Life.tell(CONTAINER, life -> {
                    for (int i = 0; i < temperatures.length; i++) {
                        life.says(at(i * step_h), "temperature", temperatures[i]);
                    }
                })
                .all("fire")
                .map(one -> one.value().equals(Value.of(true)))
                .toList();
    }

    @Test
    void fireIsSeenByHeatOrByHowFastItCame() {
        assertEquals(List.of(false, false, true), fires(1, 30, 60, 80), "hotter than any summer");
        assertEquals(List.of(false, true, true, false), fires(0.1, 20, 46, 40, 30), "faster than the sun");
        assertEquals(List.of(false, false, false), fires(1, 25, 38, 52), "a black lid in July");
        assertEquals(List.of(false, false), fires(0.1, 10, 30), "a warm room is no fire");
    }

    @Test
    void aFireIsSeenThoughItsTemperatureIsOutOfRange() {
        Life life = new Life(CONTAINER);
        Observation hot = Life.said("temperature", 140, at(0)).doubted(Quality.OUT_OF_RANGE, "found 140");
        assertEquals(
                Value.of(true), find(life.says(at(0), List.of(hot)), "fire").value());
    }

    @Test
    void tippedIsByTheAngleOfItsAxis() {
        Life life = new Life(CONTAINER);
        assertEquals(
                Value.of(false),
                find(life.says(at(0), "pitch", 10, "roll", -20), "tilt").value());
        List<Observation> lying = life.says(at(1), "pitch", 0, "roll", 90);
        assertEquals(Value.of(true), find(lying, "tilt").value());
        assertEquals(Value.of(90), find(lying, "tiltAngle").value());
        assertEquals(
                Value.of(true),
                find(life.says(at(2), "pitch", 38, "roll", 0), "tilt").value(),
                "not quite upright");
        assertEquals(
                Value.of(false),
                find(life.says(at(3), "pitch", 3, "roll", 0), "tilt").value());
        double g = 9.81;
        assertEquals(
                Value.of(true),
                find(life.says(at(4), "accelerationX", g, "accelerationY", 0, "accelerationZ", 0.1), "tilt")
                        .value());
    }

    /** Containers that fill, are emptied, fall silent and send late: never a negative level, and no restart shows. */
    @Test
    void whateverHappensNoRestartShows() {
        for (int seed = 0; seed < 20; seed++) {
            int number = seed;
            Life life = Life.tell(CONTAINER, one -> {
                Random random = new Random(number);
                double level = 0.1;
                Instant now = Given.AT;
                for (int i = 0; i < 150; i++) {
                    int dice = random.nextInt(40);
                    now = now.plusSeconds(dice == 0 ? 200_000 : dice == 1 ? -7_200 : 3_000 + random.nextInt(12_000));
                    level = dice == 2 ? 0.02 : Math.min(1, level + random.nextDouble() * 0.02);
                    double shown = dice == 3 ? random.nextDouble() : level;
                    one.says(now, "distance", 1.8 - 1.5 * shown, "temperature", 10 + random.nextInt(30));
                }
            });
            assertTrue(life.numbers("fillLevel").stream().allMatch(f -> f >= 0 && f <= 1), "seed " + seed);
            assertEquals(150, life.numbers("fillLevel").size(), "seed " + seed);
        }
    }
}
