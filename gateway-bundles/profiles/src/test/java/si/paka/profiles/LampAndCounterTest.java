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
import si.paka.model.Quality;

class LampAndCounterTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Life.Kind LAMP =
            Life.Kind.of(QUARTER, Set.of("power", "powerState", "dimmingLevel"), spec("lamp-energy"));

    private static Instant at(double hours) {
        return Given.AT.plusSeconds(Math.round(hours * 3600));
    }

    private static double last(Life life, String property) {
        return Life.number(life.last(property).orElseThrow());
    }

    @Test
    void powerOverTimeIsEnergyWhereNoCounterIs() {
        Life life = Life.tell(LAMP, one -> {
            one.says(at(0), "powerState", true, "power", 60);
            one.says(at(1), "powerState", true, "power", 30);
            one.says(at(3), "powerState", false, "power", 0);
            one.says(at(8), "powerState", false, "power", 0);
        });
        assertEquals(0.12, last(life, "energy"), 1e-9);
        assertEquals(3, last(life, "burningHours"), 1e-9);
        assertEquals(Quality.ESTIMATED, life.last("energy").orElseThrow().quality());
    }

    @Test
    void aLampThatMeasuresNoPowerIsCountedByItsLevel() {
        Life life = Life.tell(LAMP.with(Map.of("ratedPower_W", "100")), one -> {
            one.says(at(0), "dimmingLevel", 1);
            one.says(at(1), "dimmingLevel", 0.5);
            one.says(at(2), "dimmingLevel", 0);
            one.says(at(5), "dimmingLevel", 0);
        });
        assertEquals(0.1 + 0.1 * (0.07 + 0.93 * 0.5), last(life, "energy"), 1e-6);
        assertEquals(2, last(life, "burningHours"), 1e-9);
    }

    @Test
    void whatWasMeasuredBeforeTheLampWentOffDoesNotHold() {
        Life life = Life.tell(LAMP, one -> {
            one.says(at(0), "power", 60);
            one.says(at(1), "powerState", false);
            one.says(at(5), "powerState", false);
        });
        assertEquals(0.06, last(life, "energy"), 1e-9);
    }

    @Test
    void aLongSilenceIsCountedUpToItsLimitAndMarked() {
        Life life = Life.tell(LAMP, one -> {
            one.says(at(0), "power", 100);
            one.says(at(48), "power", 100);
        });
        assertEquals(0.6, last(life, "energy"), 1e-9);
        assertEquals(Quality.INCOMPLETE, life.last("energy").orElseThrow().quality());
        assertEquals(
                "nothing was heard for 2 d, counted 6 h",
                life.last("energy").orElseThrow().doubt());
    }

    @Test
    void aLampWithACounterIsLeftAlone() {
        Life life = new Life(LAMP);
        life.says(at(0), "power", 100, "energy", 512.5);
        life.says(at(1), "power", 100, "energy", 512.6);
        assertEquals(List.of(512.5, 512.6), life.numbers("energy"));
    }

    /** Whatever the order and the clock: energy and hours only grow, and never faster than the time. */
    @Test
    void bothOnlyGrow() {
        for (int seed = 0; seed < 20; seed++) {
            int number = seed;
            Life life = Life.tell(LAMP, one -> {
                Random random = new Random(number);
                Instant now = Given.AT;
                for (int i = 0; i < 100; i++) {
                    now = now.plusSeconds(random.nextInt(15) == 0 ? -4_000 : random.nextInt(2_000));
                    boolean on = random.nextBoolean();
                    one.says(now, "powerState", on, "power", on ? 20 + random.nextInt(80) : 0);
                }
            });
            for (String property : List.of("energy", "burningHours")) {
                List<Double> numbers = life.numbers(property);
                for (int i = 1; i < numbers.size(); i++) {
                    assertTrue(numbers.get(i) >= numbers.get(i - 1), property + " seed " + seed);
                }
            }
        }
    }

    private static Life.Kind counter(String modulus) {
        return Life.Kind.of(
                QUARTER,
                Set.of("pulseCount"),
                spec("counter", "from", "pulseCount", "to", "energy", "modulus", modulus));
    }

    private static List<Double> totals(String modulus, double... readings) {
        return Life.tell(counter(modulus), life -> {
                    for (int i = 0; i < readings.length; i++) {
                        life.says(at(i), "pulseCount", readings[i]);
                    }
                })
                .numbers("energy");
    }

    @Test
    void aCounterThatWrapsGoesOn() {
        assertEquals(List.of(65_000.0, 65_500.0, 65_636.0, 65_700.0), totals("65536", 65_000, 65_500, 100, 164));
    }

    @Test
    void aCounterThatStartsAnewGoesOn() {
        assertEquals(List.of(1_000.0, 1_100.0, 1_105.0, 1_110.0), totals("0", 1_000, 1_100, 5, 10));
        assertEquals(List.of(30_000.0, 30_100.0, 30_105.0), totals("65536", 30_000, 30_100, 5), "half way is no wrap");
    }

    @Test
    void readingsThatComeLateOrTwiceChangeNothing() {
        Life life = Life.tell(counter("0"), one -> {
            one.says(at(0), "pulseCount", 10);
            one.says(at(2), "pulseCount", 30);
            one.says(at(3), List.of(Life.said("pulseCount", 20, at(1))));
            one.says(at(2), "pulseCount", 30);
            one.says(at(4), "pulseCount", 31);
        });
        assertEquals(List.of(10.0, 30.0, 31.0), life.numbers("energy"));
    }

    @Test
    void aWeekOfSilenceAndARestartLoseNothing() {
        Life life = Life.tell(counter("0"), one -> {
            one.says(at(0), "pulseCount", 500);
            one.says(at(1), "pulseCount", 3);
            one.says(at(24 * 8), "pulseCount", 4);
        });
        assertEquals(List.of(500.0, 503.0, 504.0), life.numbers("energy"));
    }
}
