package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static si.paka.profiles.Life.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;

class AirTest {
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Set<String> ALL = Set.of("pm25", "pm10", "no2", "o3", "so2", "co", "relativeHumidity");
    private static final Life.Kind MEANS = Life.Kind.of(TEN, ALL, spec("air-means"), spec("air-quality-index"));

    private static Instant minute(int minutes) {
        return MIDNIGHT.plusSeconds(60L * minutes);
    }

    /** Every ten minutes from one minute to another. */
    private static void hours(Life life, int from, int to, Object... values) {
        for (int minute = from; minute < to; minute += 10) {
            life.says(minute(minute), values);
        }
    }

    private static Map<String, Object> ofHour(Life life, int hour) {
        return List.of("pm25", "pm10", "no2", "o3", "so2").stream()
                .flatMap(one -> life.all(one + "Index"))
                .filter(one -> one.observedAt().equals(minute(60 * hour)))
                .collect(Collectors.toMap(one -> one.property().name(), one -> (int) Life.number(one)));
    }

    @Test
    void theIndexOfAnHourIsItsWorstPollutants() {
        Life life = Life.tell(
                MEANS,
                one -> hours(one, 0, 70, "pm25", 21.4, "pm10", 33.0, "no2", 31.2, "o3", 18, "so2", 6.1, "co", 0.3));
        assertEquals(
                Map.of("pm25Index", 3, "pm10Index", 2, "no2Index", 3, "o3Index", 1, "so2Index", 1), ofHour(life, 1));
        Observation index = life.last("airQualityIndex").orElseThrow();
        assertEquals(Value.of(3), index.value());
        assertEquals(Quality.GOOD, index.quality());
        assertEquals(minute(60), index.observedAt(), "an hour is called by its end");
        assertEquals(
                Value.of("moderate"), life.last("airQualityLevel").orElseThrow().value());
        assertEquals(
                Value.of("eaqi-2024"),
                life.last("airQualityIndexVersion").orElseThrow().value());
        assertEquals(
                Value.of("2026-11-22T00:00:00Z/2026-11-22T01:00:00Z"),
                life.last("hourMeanPeriod").orElseThrow().value());
        assertEquals(
                Value.of("indicative"), life.last("dataLabel").orElseThrow().value());
        assertEquals(Value.of(1), life.last("reliability").orElseThrow().value());
    }

    private static int classOf(String pollutant, double mean) {
        Life life = new Life(MEANS);
        hours(life, 0, 70, pollutant, mean);
        return (int) Life.number(life.last(pollutant + "Index").orElseThrow());
    }

    @Test
    void aMeanIsRoundedHalfUpAndABoundBelongsToTheBetterClass() {
        assertEquals(1, classOf("pm25", 5.4));
        assertEquals(2, classOf("pm25", 5.5));
        assertEquals(5, classOf("no2", 150.4));
        assertEquals(6, classOf("no2", 150.5));
        assertEquals(2, classOf("o3", 100.49));
        assertEquals(3, classOf("o3", 100.5));
        assertEquals(1, classOf("so2", 20));
        assertEquals(6, classOf("pm10", 271));
        assertEquals(1, classOf("no2", -3), "a small negative value is noise");
    }

    @Test
    void anIndexWithoutWhatItsStationNeedsIsIncomplete() {
        Life life = new Life(MEANS);
        hours(life, 0, 70, "pm25", 4, "no2", 8);
        Observation index = life.last("airQualityIndex").orElseThrow();
        assertEquals(Quality.INCOMPLETE, index.quality());
        assertEquals("no mean of o3", index.doubt());
        Life byRoad = new Life(MEANS.with(Map.of("stationKind", "traffic")));
        hours(byRoad, 0, 70, "pm25", 4, "no2", 8);
        assertEquals(Quality.GOOD, byRoad.last("airQualityIndex").orElseThrow().quality());
    }

    @Test
    void anHourNeedsThreeQuartersOfItsSamples() {
        Life four = Life.tell(MEANS, life -> {
            hours(life, 0, 40, "no2", 20);
            life.says(minute(60), "no2", 20);
        });
        assertEquals(List.of(), four.numbers("no2HourMean"), "4 of 6");
        Life five = Life.tell(MEANS, life -> {
            hours(life, 0, 50, "no2", 20);
            life.says(minute(60), "no2", 99);
        });
        assertEquals(List.of(20.0), five.numbers("no2HourMean"), "5 of 6");
        Life crowded = new Life(MEANS);
        for (int second = 0; second < 100; second++) {
            crowded.says(MIDNIGHT.plusSeconds(second), "no2", 20);
        }
        crowded.says(minute(61), "no2", 20);
        assertEquals(List.of(), crowded.numbers("no2HourMean"), "many samples of two minutes are no hour");
    }

    @Test
    void doubtedSamplesCountAndImpossibleOnesDoNot() {
        Life life = new Life(MEANS);
        for (int minute = 0; minute <= 60; minute += 10) {
            Observation sample = Life.said("pm10", 30, minute(minute));
            life.says(
                    minute(minute),
                    List.of(
                            minute == 10
                                    ? Life.said("pm10", 999, minute(10)).doubted(Quality.STUCK, "stuck")
                                    : sample.doubted(Quality.SUSPECT, "humid")));
        }
        assertEquals(List.of(30.0), life.numbers("pm10HourMean"));
        assertEquals(
                0.07, Life.number(life.last("reliability").orElseThrow()), 0.005, "5 of 6 samples of 1 of 6, half");
    }

    @Test
    void aDayNeedsEighteenHoursAndEightHoursNeedSix() {
        Life life = Life.tell(MEANS, one -> hours(one, 0, 17 * 60 + 10, "o3", 60, "no2", 10));
        assertEquals(List.of(), life.numbers("no2DayMean"));
        assertEquals(17 - 5, life.numbers("o3EightHourMean").size());
        Life day = Life.tell(MEANS, one -> {
            hours(one, 0, 12 * 60, "pm25", 10);
            hours(one, 12 * 60, 24 * 60 + 10, "pm25", 20);
        });
        assertEquals(
                minute(18 * 60),
                day.all("pm25DayMean").findFirst().orElseThrow().observedAt());
        assertEquals(15.0, day.numbers("pm25DayMean").get(6));
    }

    @Test
    void theOlderIndexJudgesParticlesByTheirDay() {
        Life.Kind older = Life.Kind.of(TEN, ALL, spec("air-means"), spec("air-quality-index", "version", "eaqi-2020"));
        Life life = new Life(older);
        hours(life, 0, 17 * 60 + 10, "pm25", 24, "no2", 41);
        assertFalse(life.all("pm25Index").findAny().isPresent());
        assertEquals(2, Life.number(life.last("no2Index").orElseThrow()));
        hours(life, 17 * 60 + 10, 18 * 60 + 10, "pm25", 24, "no2", 41);
        assertEquals(3, Life.number(life.last("pm25Index").orElseThrow()));
        assertEquals(
                Value.of("eaqi-2020"),
                life.last("airQualityIndexVersion").orElseThrow().value());
    }

    @Test
    void aMissingHourIsNotFilledIn() {
        Life life = Life.tell(MEANS, one -> {
            hours(one, 0, 60, "no2", 10);
            hours(one, 5 * 60, 6 * 60 + 10, "no2", 30);
        });
        assertEquals(List.of(10.0, 30.0), life.numbers("no2HourMean"));
        assertEquals(
                List.of(minute(60), minute(360)),
                life.all("no2HourMean").map(Observation::observedAt).toList());
    }

    @Test
    void whatWasStoredOnTheWayIsTakenIntoItsHourOnce() {
        Life life = Life.tell(MEANS, one -> {
            hours(one, 0, 20, "no2", 10);
            hours(one, 60, 70, "no2", 40);
            List<Observation> late = new ArrayList<>();
            for (int minute = 0; minute < 60; minute += 10) {
                late.add(Life.said("no2", 10 + (minute >= 20 ? 6 : 0), minute(minute)));
            }
            one.says(minute(71), late);
            one.says(minute(72), late);
            one.says(minute(80), "no2", 40);
        });
        assertEquals(List.of(14.0), life.numbers("no2HourMean"));
    }

    @Test
    void particlesAreDriedAndTheRawValueStaysBeside() {
        Life life = new Life(Life.Kind.of(TEN, ALL, spec("humidity-correction")));
        life.says(minute(0), "pm25", 20, "relativeHumidity", 0.8);
        assertEquals(List.of(10.15), life.numbers("pm25"));
        assertEquals(List.of(20.0), life.numbers("pm25Raw"));
        assertEquals(Quality.GOOD, life.last("pm25").orElseThrow().quality());
        life.says(minute(10), "pm25", 20, "relativeHumidity", 0.9);
        assertEquals(Quality.SUSPECT, life.last("pm25").orElseThrow().quality());
        life.says(minute(20), "pm25", 20, "relativeHumidity", 0.97);
        assertEquals(Quality.OUT_OF_RANGE, life.last("pm25").orElseThrow().quality());
        life.says(minute(25), "pm25", 20);
        assertEquals(3.57, Life.number(life.last("pm25").orElseThrow()), "with the humidity of just before");
        life.says(minute(90), "pm25", 20);
        assertEquals(20, Life.number(life.last("pm25").orElseThrow()));
        assertEquals(
                "not corrected for humidity: none was measured",
                life.last("pm25").orElseThrow().doubt());
    }

    private static final Life.Kind CHECKED =
            Life.Kind.of(TEN, ALL, spec("air-checks"), spec("air-means"), spec("air-quality-index"));

    private static List<Quality> qualities(Life life, String property) {
        return life.all(property).map(Observation::quality).toList();
    }

    @Test
    void sensorsWarmUpAfterTheyWereSwitchedOn() {
        Life life = Life.tell(CHECKED, one -> {
            hours(one, 0, 150, "pm25", 10, "no2", 20);
            one.says(minute(160), "pm25", 10, "no2", 20, "uptime", 60);
            one.says(minute(170), "pm25", 10, "no2", 20);
            one.says(minute(1_000), "pm25", 10, "no2", 20);
        });
        List<Quality> particles = qualities(life, "pm25");
        List<Quality> gas = qualities(life, "no2");
        assertEquals(Quality.WARM_UP, particles.get(0));
        assertEquals(Quality.GOOD, particles.get(1));
        assertEquals(Quality.WARM_UP, gas.get(11));
        assertEquals(Quality.GOOD, gas.get(12), "two hours");
        assertEquals(Quality.WARM_UP, gas.get(15), "its uptime is a minute");
        assertEquals(Quality.WARM_UP, gas.get(16));
        assertEquals(Quality.WARM_UP, particles.get(17), "silent for long");
    }

    @Test
    void aSpikeIsLeftOutOfTheMeanAndARealStepIsNot() {
        Life life = Life.tell(CHECKED, one -> {
            hours(one, 0, 120, "pm10", 20);
            one.says(minute(120), "pm10", 400);
            hours(one, 130, 190, "pm10", 20);
            hours(one, 190, 250, "pm10", 90);
        });
        List<Quality> qualities = qualities(life, "pm10");
        assertEquals(Quality.JUMP, qualities.get(12));
        assertEquals(Quality.GOOD, qualities.get(13));
        assertEquals(Quality.JUMP, qualities.get(19), "the first of the step");
        assertEquals(Quality.GOOD, qualities.get(20));
        assertEquals(20.0, life.numbers("pm10HourMean").get(2));
        assertEquals(76.0, life.numbers("pm10HourMean").get(3), "one of 20, four of 90");
    }

    @Test
    void particlesThatCanNotBelongTogether() {
        Life more = new Life(CHECKED);
        hours(more, 0, 30, "pm25", 60, "pm10", 40);
        assertEquals(Quality.OUT_OF_RANGE, qualities(more, "pm25").get(2));
        Life odd = Life.tell(CHECKED, one -> hours(one, 0, 250, "pm25", 1, "pm10", 60));
        List<Quality> qualities = qualities(odd, "pm10");
        assertEquals(Quality.GOOD, qualities.get(18));
        assertEquals(Quality.SUSPECT, qualities.get(19), "for more than three hours");
    }

    /** Any station: means lie within their samples, classes within the table, and no restart shows. */
    @Test
    void whateverHappensNoRestartShows() {
        for (int seed = 0; seed < 6; seed++) {
            int number = seed;
            Life life = Life.tell(CHECKED, one -> {
                Random random = new Random(number);
                Instant now = MIDNIGHT;
                for (int i = 0; i < 260; i++) {
                    int dice = random.nextInt(50);
                    now = now.plusSeconds(dice == 0 ? 30_000 : dice == 1 ? -1_800 : 500 + random.nextInt(200));
                    double pm = 10 + random.nextInt(40);
                    List<Observation> said = new ArrayList<>();
                    said.add(Life.said("pm25", pm, now));
                    said.add(Life.said("pm10", pm * 1.4, now));
                    said.add(Life.said("no2", 30 + random.nextInt(20), now));
                    if (dice == 2) {
                        said.add(Life.said("o3", 77, now.minusSeconds(5_000)));
                    } else {
                        said.add(Life.said("o3", 40 + random.nextInt(9), now));
                    }
                    one.says(now, said);
                }
            });
            assertTrue(life.numbers("pm25HourMean").stream().allMatch(m -> m >= 10 && m <= 50), "seed " + seed);
            assertTrue(life.numbers("airQualityIndex").stream().allMatch(m -> m >= 1 && m <= 6), "seed " + seed);
            assertFalse(life.numbers("airQualityIndex").isEmpty(), "seed " + seed);
        }
    }
}
