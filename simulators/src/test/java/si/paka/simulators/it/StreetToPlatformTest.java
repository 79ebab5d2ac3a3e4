package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.devices.coap.AirStation;
import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.devices.lorawan.NetworkServer;
import si.paka.simulators.devices.lorawan.ParkingBay;
import si.paka.simulators.devices.lorawan.WasteContainer;
import si.paka.simulators.devices.lwm2m.LampClient;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.fleet.SimDevice;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.gateway.GatewayApi;
import si.paka.simulators.platform.EmbeddedBroker;
import si.paka.simulators.platform.TownPlatform;

/** The built product between simulated devices and a platform: all three protocols in, decisions out, entities up. */
class StreetToPlatformTest {
    private static final FleetPlan PLAN = new FleetPlan(4, 1, 2, 1, 11);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, LampClient> LAMPS = new LinkedHashMap<>();
    private static final WasteContainer CONTAINER = new WasteContainer(address("bin-01"), "bin-01", 1);
    private static final ParkingBay BAY = new ParkingBay(address("bay-01"), "bay-01", 2);
    private static final ParkingBay STRANGER = new ParkingBay(address("bay-02"), "bay-02", 3);

    private static EmbeddedBroker broker;
    private static TownPlatform platform;
    private static Mailbox mailbox;
    private static TestCabinet cabinet;
    private static GatewayApi api;
    private static NetworkServer network;
    private static StationClient stations;
    private static ScheduledExecutorService work;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.start(0);
        platform = new TownPlatform(broker.url());
        mailbox = new Mailbox(platform);
        cabinet = new TestCabinet(folder.resolve("home"), broker.url())
                .streets(PLAN.streets(), "3s")
                .start();
        api = cabinet.claimed();
        List<SimDevice> known = new ArrayList<>(PLAN.devices());
        known.removeIf(device -> device.id().equals(STRANGER.name()));
        cabinet.register(known);
        network = new NetworkServer(broker.url(), "town", Clock.systemUTC(), 1);
        stations = new StationClient(cabinet.targets().stations());
        work = Executors.newScheduledThreadPool(3);
        for (SimDevice lamp : PLAN.devices().subList(0, PLAN.lamps())) {
            String uri = lamp.psk().isEmpty()
                    ? cabinet.targets().coap()
                    : cabinet.targets().coaps();
            LAMPS.put(lamp.id(), new LampClient(lamp.address(), uri, lamp.psk(), work, level -> {}));
        }
        work.scheduleAtFixedRate(
                () -> LAMPS.values().forEach(lamp -> lamp.advance(Duration.ofMillis(200))),
                200,
                200,
                TimeUnit.MILLISECONDS);
        network.join(CONTAINER);
        network.join(BAY);
        network.join(STRANGER);
    }

    @AfterAll
    static void stop() {
        LAMPS.values().forEach(LampClient::close);
        if (work != null) {
            work.shutdownNow();
            stations.close();
            network.close();
        }
        if (cabinet != null) {
            cabinet.close();
        }
        platform.close();
        broker.close();
    }

    private static String address(String id) {
        return PLAN.devices().stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow()
                .address();
    }

    @Test
    void containerArrivesAsWasteContainer() {
        network.report(CONTAINER);
        double filled = CONTAINER.fillLevel() / 100.0;

        JsonNode entity = mailbox.await(
                "obs/WasteContainer/bin-01",
                body -> body.at("/fillingLevel/value").asDouble() == filled);

        assertEquals(
                "urn:ngsi-ld:WasteContainer:velenje:bin-01", entity.path("id").asText());
        assertTrue(entity.at("/fillingLevel/observedAt").isTextual());
        assertTrue(entity.at("/uplinkSequence/value").isIntegralNumber());
    }

    @Test
    void bayArrivesAsParkingSpot() {
        network.report(BAY);
        String status = BAY.isOccupied() ? "occupied" : "free";
        mailbox.await(
                "obs/ParkingSpot/bay-01",
                body -> body.at("/status/value").asText().equals(status));
    }

    @Test
    void lampsOverCoapAndCoapsArriveAsStreetlights() {
        mailbox.await("obs/Streetlight/lamp-01");
        mailbox.await("obs/Streetlight/lamp-02");
    }

    @Test
    void stationIsAnsweredAndArrivesInBothEncodings() throws Exception {
        AirStation station = new AirStation(4);
        for (boolean cbor : List.of(false, true)) {
            Map<String, Double> before = station.measure();
            assertFalse(before.isEmpty());
            StationClient.Answer answer =
                    stations.report("air-01", station, cbor, Instant.now()).get(10, TimeUnit.SECONDS);
            assertTrue(answer.code().startsWith("2.04"), answer.toString());
        }
        mailbox.await(
                "obs/AirQualityObserved/air-01",
                body -> body.path("pm10").path("value").isNumber());
    }

    @Test
    void statusIsRetained() throws Exception {
        Mailbox retained = new Mailbox();
        TownPlatform late = new TownPlatform(broker.url(), retained::take);
        try (late) {
            assertEquals("online", retained.await("status").path("state").asText());
        }
    }

    @Test
    void strangerWaitsForApprovalAndGoesNowhere() {
        network.report(STRANGER);
        assertTrue(Await.until(PATIENCE, () -> cliSays("device", "list").contains(STRANGER.devEui())));
        network.report(CONTAINER); // what came after it has arrived, so it would have too
        mailbox.await(
                "obs/WasteContainer/bin-01",
                body -> body.at("/fillingLevel/value").asDouble() == CONTAINER.fillLevel() / 100.0);
        assertFalse(mailbox.has("bay-02"));
    }

    @Test
    void lampsFollowPresence() {
        LampClient lamp = LAMPS.get("lamp-01");
        LampClient neighbour = LAMPS.get("lamp-04");
        lamp.sense(true);
        assertTrue(Await.until(PATIENCE, () -> neighbour.lamp().commanded() == 80), "the street is lit");
        lamp.sense(false);
        assertTrue(Await.until(PATIENCE, () -> neighbour.lamp().commanded() == 30), "the empty street dims");
    }

    @Test
    void operatorOverridesAndTheGatewaySaysWhy() throws Exception {
        Instant until = Instant.now().plusSeconds(600);
        GatewayApi.expect(api.post(
                "/overrides",
                Map.of(
                        "target",
                        "lamp-02",
                        "value",
                        65,
                        "reason",
                        "test of the override",
                        "expiresAt",
                        until.toString())));
        assertTrue(Await.until(PATIENCE, () -> LAMPS.get("lamp-02").lamp().commanded() == 65));

        JsonNode winner = GatewayApi.expect(api.get("/decisions?target=lamp-02"))
                .json()
                .path(0)
                .path("winner");
        assertEquals("OPERATOR_OVERRIDE", winner.path("rank").asText());
        assertTrue(winner.path("reason").asText().contains("test of the override"), winner.toString());
    }

    @Test
    void platformCommandIsAppliedAndAnswered() throws Exception {
        var request = new TownPlatform.Request(
                "lamp-03", "override", 55, Instant.now().plusSeconds(600), "dispatcher", "remote test");
        platform.command(TestCabinet.TOPIC, "it-1", request);
        mailbox.await(
                "cmd-result/it-1", result -> result.path("outcome").asText().equals("applied"));
        assertEquals(55, LAMPS.get("lamp-03").lamp().commanded());
    }

    @Test
    void expiredAndUngrantedCommandsAreRefused() throws Exception {
        platform.command(
                TestCabinet.TOPIC,
                "it-late",
                new TownPlatform.Request("lamp-03", "dim", 5, Instant.now().minusSeconds(5), "dispatcher", "too late"));
        platform.command(
                TestCabinet.TOPIC,
                "it-nobody",
                new TownPlatform.Request("lamp-03", "dim", 5, Instant.now().plusSeconds(60), "nobody", "no grant"));
        mailbox.await(
                "cmd-result/it-late", result -> result.path("outcome").asText().equals("expired"));
        mailbox.await(
                "cmd-result/it-nobody",
                result -> result.path("outcome").asText().equals("rejected"));
    }

    private static String cliSays(String... words) {
        try {
            return cabinet.gateway().command(words).output();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
