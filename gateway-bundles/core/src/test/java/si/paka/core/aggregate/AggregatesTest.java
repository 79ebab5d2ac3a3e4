package si.paka.core.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import si.paka.core.Ledger;
import si.paka.core.MemoryJournal;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Transport;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.DeviceProfiles;

class AggregatesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId HERE = ZoneId.of("Europe/Ljubljana");

    private final Map<DeviceId, DeviceTwin> twins = new HashMap<>();
    private final List<String> posted = new ArrayList<>();
    private final MemoryJournal journal = new MemoryJournal();
    private final Aggregates aggregates = new Aggregates(
            new Profiles(),
            new CarParks(journal, new Ledger(journal, Clock.systemUTC()), () -> HERE),
            message -> posted.add(new String(message.payload(), StandardCharsets.UTF_8)));

    private static final class Profiles implements DeviceProfiles {
        @Override
        public Optional<ProfileInfo> find(ProfileId id) {
            return Optional.of(new ProfileInfo(
                    id,
                    "test",
                    id.value(),
                    Transport.DERIVED,
                    id.value().substring("test/".length()).equals("zone") ? "OnStreetParking" : "ParkingSpot",
                    List.of(),
                    Duration.ofMinutes(15),
                    Duration.ofHours(13),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    PayloadFormat.RAW,
                    false,
                    Optional.empty()));
        }

        @Override
        public List<ProfileInfo> list() {
            return List.of();
        }
    }

    private static Device device(String id, String profile, Map<String, String> attributes) {
        return new Device(
                new DeviceId(id),
                new DeviceAddress(profile.equals("zone") ? Transport.DERIVED : Transport.LORAWAN, id),
                new ProfileId("test/" + profile),
                new AssetId(id),
                id,
                "mov",
                "mov",
                "municipal",
                new Consent(Consent.Scope.OPEN, false, NOON, "ana"),
                Optional.empty(),
                attributes,
                NOON,
                "ana");
    }

    private static Device bay(int number) {
        String site = number % 2 == 0 ? "P1" : "urn:ngsi-ld:OnStreetParking:velenje:P1";
        return device("bay-" + number, "bay", Map.of("refParkingSite", site));
    }

    private void says(String device, String property, Value value, Quality quality, Instant at) {
        DeviceId id = new DeviceId(device);
        Observation observation = new Observation(id, new Property(property), value, at, quality, 1);
        twins.put(id, new DeviceTwin(id, Map.of(observation.property(), observation), Map.of(), at));
        aggregates.heard(id);
    }

    private void occupied(int bay, boolean occupied, Instant at) {
        says("bay-" + bay, "occupancy", Value.of(occupied), Quality.GOOD, at);
    }

    private String look(Instant now) {
        posted.clear();
        aggregates.look(new TwinSnapshot(now, twins));
        return String.join(" ", posted);
    }

    private static String totals(int total, int free, int occupied, int unknown) {
        return "[{\"n\":\"totalSpots\",\"v\":" + total + ".0},{\"n\":\"availableSpots\",\"v\":" + free
                + ".0},{\"n\":\"occupiedSpots\",\"v\":" + occupied
                + ".0},{\"n\":\"outOfServiceSpots\",\"v\":0.0},{\"n\":\"unknownSpots\",\"v\":" + unknown + ".0}]";
    }

    @BeforeEach
    void aZoneOfFourBays() {
        aggregates.register(List.of(
                device("P1", "zone", Map.of()),
                bay(1),
                bay(2),
                bay(3),
                device("listed", "bay", Map.of("refParkingSite", "P9"))));
    }

    @Test
    void aZoneTellsWhatItsBaysSayAndHowManyDoNot() {
        occupied(1, true, NOON);
        occupied(2, false, NOON);
        assertEquals(totals(3, 1, 1, 1), look(NOON));
    }

    @Test
    void aBayThatIsSilentOrNotBelievedIsUnknown() {
        occupied(1, true, NOON.minus(Duration.ofHours(14)));
        says("bay-2", "occupancy", Value.of(false), Quality.STUCK, NOON);
        occupied(3, false, NOON);
        assertEquals(totals(3, 1, 0, 2), look(NOON));
    }

    @Test
    void spotsWithoutASensorAreUnknownNotFree() {
        aggregates.register(List.of(
                device("P1", "zone", Map.of("capacity", "10", "members", "listed")),
                bay(1),
                device("listed", "bay", Map.of())));
        occupied(1, false, NOON);
        occupied(1, false, NOON);
        says("listed", "occupancy", Value.of(true), Quality.GOOD, NOON);
        assertEquals(totals(10, 1, 1, 8), look(NOON));
    }

    @Test
    void aRemovedBayCountsNoMore() {
        occupied(1, true, NOON);
        look(NOON);
        aggregates.register(List.of(device("P1", "zone", Map.of()), bay(2)));
        assertEquals(totals(1, 0, 0, 1), look(NOON.plusSeconds(20)));
    }

    @Test
    void newsGoOutAtOnceButAtMostEveryTenSecondsAndElseWithTheHeartbeat() {
        occupied(1, true, NOON);
        assertEquals(totals(3, 0, 1, 2), look(NOON));
        occupied(2, true, NOON.plusSeconds(1));
        assertEquals("", look(NOON.plusSeconds(1)));
        assertEquals(totals(3, 0, 2, 1), look(NOON.plusSeconds(10)));
        assertEquals("", look(NOON.plusSeconds(11)));
        assertEquals("", look(NOON.plus(Duration.ofMinutes(15)).plusSeconds(9)));
        assertEquals(totals(3, 0, 2, 1), look(NOON.plusSeconds(910)), "the heartbeat");
    }

    @Test
    void aClockThatIsPutBackSilencesNothing() {
        occupied(1, true, NOON);
        look(NOON);
        assertEquals(totals(3, 0, 1, 2), look(NOON.minus(Duration.ofHours(2))));
    }

    private static List<Member> counters(double in, double out) {
        DeviceId id = new DeviceId("gate");
        Map<Property, Observation> latest = new HashMap<>();
        Map.of("vehicleEntries", in, "vehicleExits", out)
                .forEach((name, number) -> latest.put(
                        new Property(name),
                        new Observation(id, new Property(name), Value.of(number), NOON, Quality.GOOD, 1)));
        return List.of(new Member(
                device("gate", "gate", Map.of()),
                Optional.of(new DeviceTwin(id, latest, Map.of(), NOON)),
                Duration.ofHours(1)));
    }

    private static final CarPark.Setup SETUP = new CarPark.Setup(100, Optional.of(LocalTime.of(3, 0)), 2, HERE);

    @Test
    void aCarParkCountsWhatComesAndGoes() {
        CarPark park = CarPark.empty(NOON).count(counters(1000, 990), SETUP, NOON);
        assertEquals(0, park.occupied(), "what was counted before is not known");
        park = park.count(counters(1010, 993), SETUP, NOON.plusSeconds(60));
        assertEquals(7, park.occupied());
        park = park.count(counters(3, 993), SETUP, NOON.plusSeconds(120));
        assertEquals(10, park.occupied(), "the counter began anew");
        assertEquals(13, park.entered());
        assertEquals(3, park.left());
    }

    @Test
    void aCountThatCanNotBeIsHeldAndTheCorrectionIsTold() {
        CarPark park = CarPark.empty(NOON).count(counters(0, 0), SETUP, NOON).count(counters(0, 4), SETUP, NOON);
        assertEquals(0, park.occupied());
        assertEquals(4, park.correction());
        assertEquals("held within 0..100, the counters say -4", park.reason());
        Totals totals = park.totals(SETUP);
        assertEquals(Value.of(100), totals.values().get("availableSpots"));
        assertEquals(Value.of(4), totals.values().get("counterCorrection"));
    }

    @Test
    void whoCountsByHandSetsItAnew() {
        CarPark park = CarPark.empty(NOON).count(counters(0, 0), SETUP, NOON).set(17, "ana");
        assertEquals(17, park.occupied());
        assertEquals("set by ana, the counters say 0", park.reason());
    }

    private static CarPark night(String day, Duration still) {
        Instant three = LocalDate.parse(day).atTime(3, 5).atZone(HERE).toInstant();
        CarPark park = CarPark.empty(three.minus(Duration.ofDays(1)))
                .count(counters(0, 0), SETUP, three.minus(Duration.ofDays(1)))
                .count(counters(20, 6), SETUP, three.minus(still));
        return park.count(counters(20, 6), SETUP, three);
    }

    @Test
    void atNightItIsSetAnewOnceNothingHasMoved() {
        for (String day : List.of("2026-11-23", "2026-03-29", "2026-10-25")) {
            CarPark still = night(day, Duration.ofHours(1));
            assertEquals(2, still.occupied(), day);
            assertEquals(-12, still.correction(), day);
            assertEquals(14, night(day, Duration.ofMinutes(5)).occupied(), day + ": someone is just leaving");
            Instant later = LocalDate.parse(day).atTime(4, 30).atZone(HERE).toInstant();
            assertEquals(
                    5,
                    still.count(counters(23, 6), SETUP, later)
                            .count(counters(23, 6), SETUP, later.plusSeconds(1500))
                            .occupied(),
                    day + ": once a night");
        }
    }

    /** However counters miss, begin anew and clocks jump: never below nothing or above the capacity. */
    @Test
    void theNumberIsAlwaysPossible() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            CarPark park = CarPark.empty(NOON);
            double in = 0;
            double out = 0;
            Instant now = NOON;
            for (int i = 0; i < 500; i++) {
                now = now.plusSeconds(random.nextInt(20) == 0 ? -3_000 : random.nextInt(900));
                in = random.nextInt(60) == 0 ? 0 : in + random.nextInt(4);
                out = random.nextInt(60) == 0 ? 0 : out + random.nextInt(5);
                park = park.count(counters(in, out), SETUP, now);
                assertTrue(park.occupied() >= 0 && park.occupied() <= 100, "seed " + seed);
            }
        }
    }
}
