package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static si.paka.profiles.Life.spec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;

class NoiseAndPeopleTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final ZoneId HERE = ZoneId.of("Europe/Ljubljana");
    private static final Life.Kind NOISE = Life.Kind.of(QUARTER, Set.of("laeq"), spec("noise-levels"));

    private static Instant local(String day, int hour) {
        return LocalDate.parse(day).atTime(hour, 0).atZone(HERE).toInstant();
    }

    /** A day and a bit of 60, 55 and 50 dB, by local hours. */
    private static Life day(String day) {
        Instant end = local(day, 6).plus(Duration.ofHours(26));
        return Life.tell(NOISE, life -> {
            for (Instant at = local(day, 6); at.isBefore(end); at = at.plus(QUARTER)) {
                int hour = at.atZone(HERE).getHour();
                life.says(at, "laeq", hour >= 22 || hour < 6 ? 50 : hour < 18 ? 60 : 55);
            }
        });
    }

    @Test
    void theDayEveningNightLevelOfAnOrdinaryDay() {
        Life life = day("2026-11-23");
        assertEquals(List.of(60.0), life.numbers("lday"));
        assertEquals(List.of(55.0), life.numbers("levening"));
        assertEquals(List.of(50.0), life.numbers("lnight"));
        assertEquals(List.of(60.0), life.numbers("lden"));
        assertEquals(local("2026-11-24", 6), life.last("lden").orElseThrow().observedAt());
    }

    @Test
    void theNightsOfTheChangeOfClocksEndAtSix() {
        for (String eve : List.of("2026-03-28", "2026-10-24")) {
            Life life = day(eve);
            assertEquals(List.of(50.0), life.numbers("lnight"), eve);
            assertEquals(
                    local(LocalDate.parse(eve).plusDays(1).toString(), 6),
                    life.last("lnight").orElseThrow().observedAt(),
                    eve);
            assertEquals(List.of(60.0), life.numbers("lden"), eve);
        }
    }

    @Test
    void levelsAreMeansOfEnergyAndNeedThreeQuarters() {
        Instant morning = local("2026-11-23", 6);
        Life life = Life.tell(NOISE, one -> {
            for (int i = 0; i <= 48; i++) {
                one.says(morning.plus(QUARTER.multipliedBy(i)), "laeq", i % 2 == 0 ? 70 : 50);
            }
        });
        assertEquals(List.of(67.0), life.numbers("lday"));
        Life gaps = Life.tell(NOISE, one -> {
            for (int i = 0; i <= 48; i += 2) {
                one.says(morning.plus(QUARTER.multipliedBy(i)), "laeq", 60);
            }
        });
        assertEquals(List.of(), gaps.numbers("lday"));
    }

    private static final Life.Kind PEOPLE =
            Life.Kind.of(Duration.ofMinutes(5), Set.of("peopleIn", "peopleOut"), spec("crowd-floor"));

    private static void five(Life life, int quarter, int in, int out) {
        for (int i = 0; i < 3; i++) {
            life.says(
                    Given.AT.plus(QUARTER.multipliedBy(quarter)).plusSeconds(300L * i),
                    "peopleIn",
                    in,
                    "peopleOut",
                    out);
        }
    }

    @Test
    void countsLeaveInBinsFromTheLeastNumberOn() {
        Life life = Life.tell(PEOPLE, one -> {
            five(one, 0, 4, 2);
            five(one, 1, 3, 1);
            five(one, 2, 0, 0);
        });
        assertEquals(List.of(12.0), life.numbers("peopleIn"));
        assertEquals(List.of(6.0), life.numbers("peopleOut"));
        assertEquals(
                List.of(Value.of("none"), Value.of("fewer than 5 in 15 min")),
                life.all("countWithheld").map(Observation::value).toList(),
                "9 in, but 3 out: both are withheld");
        assertEquals(
                Value.of("2026-11-22T16:00:00Z/2026-11-22T16:15:00Z"),
                life.all("countPeriod").findFirst().orElseThrow().value());
    }

    /** Whatever is counted: nothing below the floor is ever told of, and readings are all withheld. */
    @Test
    void noFewAreEverTold() {
        Life.Kind totals = Life.Kind.of(
                Duration.ofMinutes(5), Set.of("peopleInTotal", "wifiDevices"), spec("crowd-floor", "bin", "PT1M"));
        for (int seed = 0; seed < 20; seed++) {
            int number = seed;
            Life life = Life.tell(totals, one -> {
                Random random = new Random(number);
                Instant now = Given.AT;
                int total = 0;
                for (int i = 0; i < 200; i++) {
                    now = now.plusSeconds(random.nextInt(30) == 0 ? -600 : random.nextInt(400));
                    total = random.nextInt(50) == 0 ? 0 : total + random.nextInt(6);
                    one.says(now, "peopleInTotal", total, "wifiDevices", random.nextInt(30));
                }
            });
            for (String property : List.of("peopleIn", "wifiDevices")) {
                assertTrue(life.numbers(property).stream().allMatch(count -> count >= 5), property + " seed " + seed);
                assertTrue(
                        life.all(property).allMatch(one -> one.observedAt().getEpochSecond() % 900 == 0),
                        "bins of a quarter of an hour, whatever the profile says");
            }
            assertEquals(List.of(), life.numbers("peopleInTotal"), "a counter would tell by subtraction");
            assertTrue(life.all("peopleInTotalReading").allMatch(one -> one.quality() == Quality.SUPPRESSED));
        }
    }
}
