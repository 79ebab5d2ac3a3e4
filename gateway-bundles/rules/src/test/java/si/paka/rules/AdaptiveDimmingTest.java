package si.paka.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Site;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;

class AdaptiveDimmingTest {
    private static final DeviceId LAMP = new DeviceId("lamp-1");
    private static final DeviceId RADAR = new DeviceId("radar-1");
    private static final Instant NIGHT = Instant.parse("2026-11-22T21:00:00Z");
    private static final Instant DAY = Instant.parse("2026-11-22T11:00:00Z");
    private static final Site SITE = new Site(
            new Value.Place(46.36, 15.11),
            ZoneId.of("Europe/Ljubljana"),
            List.of(new Site.Street(
                    "kidriceva",
                    "Kidričeva cesta",
                    "M4",
                    List.of(LAMP),
                    List.of(RADAR),
                    "sunset-10m",
                    "sunrise+10m",
                    new DimmingLevel(80),
                    new DimmingLevel(30),
                    new DimmingLevel(10),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30))),
            List.of(new Site.Crossing(
                    "prehod-1", "Pri šoli", List.of(LAMP), List.of(RADAR), DimmingLevel.FULL, Duration.ofSeconds(45))));

    private final SiteRules rules = new SiteRules(SITE);

    private static TwinSnapshot world(Instant now, boolean present, Duration toldAgo, Duration unchangedFor) {
        Observation observation =
                new Observation(RADAR, Property.PRESENCE, Value.of(present), now.minus(toldAgo), Quality.GOOD, 7);
        Map<Property, Instant> changedAt = new HashMap<>();
        changedAt.put(Property.PRESENCE, now.minus(unchangedFor));
        DeviceTwin twin = new DeviceTwin(
                RADAR, new HashMap<>(Map.of(Property.PRESENCE, observation)), changedAt, now.minus(toldAgo));
        return new TwinSnapshot(now, Map.of(RADAR, twin));
    }

    private static TwinSnapshot nothingKnown(Instant now) {
        return new TwinSnapshot(now, Map.of());
    }

    private Optional<Proposal> dimming(TwinSnapshot snapshot, Rank rank) {
        return rules.rules().get(0).evaluate(snapshot).stream()
                .filter(proposal -> proposal.rank() == rank)
                .findFirst();
    }

    private Optional<Proposal> crossing(TwinSnapshot snapshot) {
        return rules.rules().get(1).evaluate(snapshot).stream().findFirst();
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void lampsAreOffByDayAndNobodySavesEnergyThen() {
        TwinSnapshot day = world(DAY, false, minutes(1), minutes(60));
        assertEquals(DimmingLevel.OFF, dimming(day, Rank.SCHEDULE).orElseThrow().value());
        assertTrue(dimming(day, Rank.ENERGY_SAVING).isEmpty());
        assertTrue(dimming(nothingKnown(DAY), Rank.ROAD_USER_SAFETY).isEmpty());
        assertEquals(DimmingLevel.OFF, rules.floor(LAMP, DAY));
    }

    @Test
    void anEmptyStreetIsDimmedAfterTheQuietPeriod() {
        Proposal saving = dimming(world(NIGHT, false, minutes(1), minutes(3)), Rank.ENERGY_SAVING)
                .orElseThrow();
        assertEquals(new DimmingLevel(30), saving.value());
        assertEquals("street empty for more than 2 min", saving.reason());
        assertEquals(List.of("7:presence"), saving.evidence());
        assertTrue(dimming(world(NIGHT, false, minutes(1), minutes(1)), Rank.ENERGY_SAVING)
                .isEmpty());
        assertTrue(dimming(world(NIGHT, true, minutes(1), minutes(1)), Rank.ENERGY_SAVING)
                .isEmpty());
    }

    @Test
    void staleStuckOrMissingPresenceMeansTheFullDesignLevel() {
        for (TwinSnapshot doubtful : List.of(
                nothingKnown(NIGHT),
                world(NIGHT, false, minutes(11), minutes(60)),
                world(NIGHT, true, minutes(1), minutes(31)))) {
            Proposal safe = dimming(doubtful, Rank.ROAD_USER_SAFETY).orElseThrow();
            assertEquals(new DimmingLevel(80), safe.value());
            assertTrue(safe.reason().contains("radar-1"), safe.reason());
            assertTrue(dimming(doubtful, Rank.ENERGY_SAVING).isEmpty());
        }
    }

    @Test
    void aPedestrianBringsTheCrossingToFullLightForItsHold() {
        Proposal warning = crossing(world(NIGHT, true, minutes(0), minutes(0))).orElseThrow();
        assertEquals(DimmingLevel.FULL, warning.value());
        assertEquals(Rank.ROAD_USER_SAFETY, warning.rank());
        assertTrue(warning.reason().contains("Pri šoli"));
        Duration gone = Duration.ofSeconds(30);
        assertTrue(crossing(world(NIGHT, false, gone, gone)).isPresent());
        assertTrue(crossing(world(NIGHT, false, minutes(1), minutes(1))).isEmpty());
        assertTrue(crossing(world(DAY, true, minutes(0), minutes(0))).isEmpty());
    }

    @Test
    void whatIsProposedDoesNotTick() {
        TwinSnapshot now = world(NIGHT, false, minutes(1), minutes(5));
        TwinSnapshot later = new TwinSnapshot(NIGHT.plusSeconds(1), now.twins());
        Proposal first = dimming(now, Rank.ENERGY_SAVING).orElseThrow();
        Proposal second = dimming(later, Rank.ENERGY_SAVING).orElseThrow();
        assertEquals(first.reason(), second.reason());
        assertEquals(first.proposedAt(), second.proposedAt());
        assertEquals(rules.evaluate(now), rules.evaluate(now));
    }

    @Test
    void noRuleGoesBelowTheFloorInAnyWorld() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 3600));
            TwinSnapshot snapshot =
                    world(now, random.nextBoolean(), minutes(random.nextInt(20)), minutes(random.nextInt(60)));
            int floor = rules.floor(LAMP, now).percent();
            for (Proposal proposal : rules.evaluate(snapshot)) {
                assertTrue(((DimmingLevel) proposal.value()).percent() >= floor, () -> now + " " + proposal);
                assertTrue(proposal.expiresAt().isAfter(now));
            }
        }
    }

    @Test
    void aNightGoesFromDuskToDawnAlsoWhenTheClockIsChanged() {
        SwitchingSchedule schedule = new SwitchingSchedule("sunset", "sunrise", SITE.place(), SITE.zone());
        for (String night : List.of("2026-03-28", "2026-10-24", "2026-06-21", "2026-12-21")) {
            assertTrue(schedule.isOn(Instant.parse(night + "T23:30:00Z")), night);
            assertTrue(schedule.isOn(Instant.parse(night + "T23:59:59Z").plusSeconds(3600)), night);
            assertFalse(schedule.isOn(Instant.parse(night + "T11:00:00Z")), night);
        }
    }

    @Test
    void clockTimesAreLocalAndMayCrossMidnight() {
        SwitchingSchedule schedule = new SwitchingSchedule("16:30", "06:00", SITE.place(), SITE.zone());
        assertTrue(schedule.isOn(Instant.parse("2026-11-22T15:30:00Z")));
        assertFalse(schedule.isOn(Instant.parse("2026-11-22T15:29:59Z")));
        assertTrue(schedule.isOn(Instant.parse("2026-11-23T04:59:59Z")));
        assertFalse(schedule.isOn(Instant.parse("2026-11-23T05:00:00Z")));
        SwitchingSchedule always = new SwitchingSchedule("00:00", "24:00", SITE.place(), SITE.zone());
        for (int hour = 0; hour < 48; hour++) {
            assertTrue(always.isOn(Instant.parse("2026-10-24T12:00:00Z").plusSeconds(hour * 3600L)));
        }
    }

    @Test
    void whereTheSunDoesNotSetLampsStayOn() {
        Value.Place tromso = new Value.Place(69.65, 18.96);
        SwitchingSchedule schedule = new SwitchingSchedule("sunset", "sunrise", tromso, ZoneId.of("Europe/Oslo"));
        assertTrue(schedule.isOn(Instant.parse("2026-12-21T11:00:00Z")));
    }
}
