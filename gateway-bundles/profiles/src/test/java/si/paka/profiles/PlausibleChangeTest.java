package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.profiles.derive.Plausibility;

class PlausibleChangeTest {
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Plausibility RULE = new Plausibility(
            List.of(
                    new Plausibility.Stuck(Duration.ofHours(24), 100, Double.POSITIVE_INFINITY),
                    new Plausibility.Stuck(Duration.ofHours(2), Double.NEGATIVE_INFINITY, 99)),
            Optional.of(new Plausibility.Rate(10, TEN)));
    private static final Life.Kind KIND =
            Life.Kind.of(TEN, Set.of("temperature")).behaving("temperature", RULE);

    private static Instant at(int times) {
        return Given.AT.plus(TEN.multipliedBy(times));
    }

    private static List<Quality> qualities(double... values) {
        List<Quality> qualities = new ArrayList<>();
        Life.tell(KIND, life -> {
                    for (int i = 0; i < values.length; i++) {
                        life.says(at(i), "temperature", values[i]);
                    }
                })
                .all("temperature")
                .forEach(one -> qualities.add(one.quality()));
        return qualities;
    }

    @Test
    void theSameForLongerThanThePropertyEverIsIsStuck() {
        double[] same = new double[15];
        java.util.Arrays.fill(same, 21.5);
        List<Quality> qualities = qualities(same);
        assertEquals(Quality.GOOD, qualities.get(12));
        assertEquals(Quality.STUCK, qualities.get(13));
        java.util.Arrays.fill(same, 100);
        assertEquals(Quality.GOOD, qualities(same).get(14), "fog may stay for a day");
    }

    @Test
    void aLoneSpikeIsMarkedAndWhatFollowsIsNot() {
        assertEquals(List.of(Quality.GOOD, Quality.JUMP, Quality.GOOD), qualities(20, 45, 21));
    }

    @Test
    void aStepIsBelievedOnceTheNextValueStandsByIt() {
        assertEquals(List.of(Quality.GOOD, Quality.JUMP, Quality.GOOD, Quality.GOOD), qualities(20, 45, 44, 43));
    }

    @Test
    void doubtSaysWhatWasFoundAndExpected() {
        Life life = new Life(KIND);
        life.says(at(0), "temperature", 20);
        Observation jump = life.says(at(1), "temperature", 45.5).get(0);
        assertEquals("changed by 25.5 in 10 min, expected at most 10", jump.doubt());
    }

    @Test
    void theLongerTheTimeTheMoreItMayChange() {
        Life life = new Life(KIND);
        life.says(at(0), "temperature", 20);
        assertEquals(Quality.GOOD, life.says(at(3), "temperature", 49).get(0).quality());
        assertEquals(
                Quality.GOOD,
                life.says(at(3).plus(Duration.ofDays(2)), "temperature", -40)
                        .get(0)
                        .quality(),
                "after a day of silence nothing is compared");
    }

    @Test
    void whatComesLateIsNotJudgedAndJudgesNothing() {
        Life life = Life.tell(KIND, one -> {
            one.says(at(10), "temperature", 20);
            one.says(at(11), List.of(Life.said("temperature", 60, at(2))));
            one.says(at(12), "temperature", 21);
        });
        assertEquals(
                List.of(Quality.GOOD, Quality.GOOD, Quality.GOOD),
                life.all("temperature").map(Observation::quality).toList());
    }

    /** Whatever comes: every value flows on, in order, unchanged; and no restart changes what is said of it. */
    @Test
    void nothingIsLostAndNoRestartShows() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Double> values = new ArrayList<>();
            List<Instant> times = new ArrayList<>();
            Instant now = Given.AT;
            for (int i = 0; i < 120; i++) {
                boolean backwards = random.nextInt(12) == 0;
                boolean gap = random.nextInt(25) == 0;
                now = now.plusSeconds(backwards ? -3_000 : gap ? 90_000 : random.nextInt(1_200));
                times.add(now);
                values.add(random.nextInt(3) == 0 && i > 0 ? values.get(i - 1) : Math.rint(random.nextGaussian() * 12));
            }
            Life life = Life.tell(KIND, one -> {
                for (int i = 0; i < values.size(); i++) {
                    one.says(times.get(i), "temperature", values.get(i));
                }
            });
            assertEquals(values, life.numbers("temperature"), "seed " + seed);
            assertTrue(life.all("temperature").anyMatch(o -> o.quality() == Quality.JUMP), "seed " + seed);
        }
    }
}
