package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.gateway.GatewayProcess.CommandResult;

/** The built product at an operator's ChirpStack: register, queues, a street at once, a key that expires. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChirpStackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLASS_A = ChirpStackCabinet.devEui(10);
    private static final String SILENT = ChirpStackCabinet.devEui(11);
    private static final String GROUP = "paka-" + TestCabinet.TOPIC.cabinet() + "-s1";

    private static ChirpStackCabinet town;
    private static Path home;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        home = folder.resolve("home");
        town = new ChirpStackCabinet(home, true, "report");
    }

    @AfterAll
    static void stop() {
        if (town != null) {
            town.close();
        }
    }

    @Test
    @Order(1)
    void differencesAreShownFirstAndAppliedOnceOnly() throws Exception {
        CommandResult shown = town.command("chirpstack", "diff");
        assertTrue(shown.output().contains("APPLICATION_MISSING"), shown.output());
        assertTrue(shown.output().contains("DEVICE_MISSING       " + CLASS_A), shown.output());
        assertTrue(town.server.device(CLASS_A).isEmpty(), "nothing is done unasked");

        CommandResult applied = town.command("chirpstack", "apply");
        assertEquals(0, applied.code(), applied.output());
        assertTrue(applied.output().contains(" 0 differences"), applied.output());
        assertEquals("lamp-a", town.server.device(CLASS_A).orElseThrow().getTagsOrThrow("paka-asset"));
        assertEquals(ChirpStackCabinet.APP_KEY, town.server.rootKey(CLASS_A));
        assertEquals(2, town.server.profiles().size(), "one of class A, one of class C");
        assertTrue(town.command("chirpstack", "apply").output().startsWith("0 put right"));

        town.server.rename(CLASS_A, "somebody's own name");
        assertTrue(town.command("chirpstack", "diff").output().contains("DEVICE_DIFFERS"));
        assertEquals(0, town.command("chirpstack", "apply").code());
        assertEquals(
                "Svetilka lamp-a", town.server.device(CLASS_A).orElseThrow().getName());
        assertTrue(town.command("chirpstack", "gateways").output().contains("OFFLINE"));
    }

    @Test
    @Order(2)
    void theNewerStateReplacesTheOlderInTheQueue() throws Exception {
        town.server.join(CLASS_A);
        town.server.join(SILENT);
        town.override("lamp-b", 33); // its device never listens: looked at again below
        town.override("lamp-a", 40);
        assertTrue(Await.until(PATIENCE, () -> town.server.queued(CLASS_A) == 1), "the first waits");
        town.override("lamp-a", 70);
        assertTrue(
                Await.until(
                        PATIENCE,
                        () -> town.downlinks(CLASS_A).stream()
                                .anyMatch(steps -> steps.equals(List.of("QUEUED", "SUPERSEDED")))),
                "the older is over: " + town.downlinks(CLASS_A));
        assertTrue(Await.until(PATIENCE, () -> town.downlinks(CLASS_A).get(0).contains("QUEUED")));
        assertEquals(1, town.server.queued(CLASS_A), "and flushed");
        town.server.uplink(CLASS_A, 2, new byte[] {40});
        assertTrue(
                Await.until(
                        PATIENCE,
                        () -> town.downlinks(CLASS_A).get(0).equals(List.of("QUEUED", "TRANSMITTED", "ACKNOWLEDGED"))),
                town.downlinks(CLASS_A).toString());
        assertEquals(List.of("46"), town.sentTo(CLASS_A), "only the newer one went through the air");
    }

    @Test
    @Order(3)
    void aStreetIsSwitchedByOneMulticastAndARepetition() throws Exception {
        assertTrue(
                Await.until(
                        PATIENCE,
                        () -> ChirpStackCabinet.STREET.stream()
                                .allMatch(lamp -> !town.sentTo(GROUP).isEmpty()
                                        || !town.sentTo(devEui(lamp)).isEmpty())),
                "the street has its first level");
        Path site = home.resolve("etc/site.yaml");
        int before = town.sentTo(GROUP).size();
        Files.writeString(site, Files.readString(site).replace("design: 80", "design: 60"));
        assertTrue(Await.until(PATIENCE, () -> town.sentTo(GROUP).size() >= before + 2), "sent " + town.server.sent());
        assertEquals(List.of("3c", "3c"), town.sentTo(GROUP).subList(before, before + 2));
        String first = ChirpStackCabinet.devEui(1);
        assertFalse(town.sentTo(first).contains("3c"), "no lamp was told by itself");
        assertTrue(Await.until(PATIENCE, () -> town.downlinks(first).get(0).equals(List.of("QUEUED", "TRANSMITTED"))));
    }

    private static String devEui(String lamp) {
        return ChirpStackCabinet.devEui(Integer.parseInt(lamp.substring(lamp.length() - 1)));
    }

    @Test
    @Order(4)
    void anExpiredKeyIsSaidAndTheBrokerStillTakesLevels() throws Exception {
        town.server.faults().tokenExpired = true;
        CommandResult refused = town.command("chirpstack", "diff");
        assertEquals(1, refused.code());
        assertTrue(refused.output().contains("the API key is not accepted (ExpiredSignature)"), refused.output());
        assertFalse(refused.output().contains(ChirpStackCabinet.KEY));

        town.override("lamp-1", 21);
        assertTrue(
                Await.until(
                        PATIENCE, () -> town.sentTo(ChirpStackCabinet.devEui(1)).contains("15")),
                "over MQTT");

        town.writeKey("a-fresh-key");
        town.server.newApiKey("a-fresh-key");
        CommandResult again = town.command("chirpstack", "diff");
        assertEquals(0, again.code(), again.output());
    }

    @Test
    @Order(5)
    void aFullQueueFailsAndComesAgain() throws Exception {
        town.server.faults().queueFull = true;
        town.override("lamp-2", 22);
        String lamp = ChirpStackCabinet.devEui(2);
        assertTrue(Await.until(PATIENCE, () -> town.downlinks(lamp).get(0).equals(List.of("FAILED"))));
        town.server.faults().queueFull = false;
        assertTrue(Await.until(PATIENCE, () -> town.sentTo(lamp).contains("16")), "tried again by itself");
    }

    @Test
    @Order(6)
    void whatNobodyTakesExpires() {
        assertTrue(
                Await.until(
                        PATIENCE,
                        () -> town.downlinks(SILENT).stream()
                                .anyMatch(steps -> steps.equals(List.of("QUEUED", "EXPIRED")))),
                town.downlinks(SILENT).toString());
        assertEquals(List.of(), town.sentTo(SILENT));
    }

    @Test
    @Order(7)
    void rejectedJoinsAndDuplicatesAreCountedNotBelieved() throws Exception {
        town.server.faults().joinRejected = true;
        town.server.join(CLASS_A);
        town.server.faults().joinRejected = false;
        town.server.faults().duplicateEvents = true;
        town.server.uplink(CLASS_A, 2, new byte[] {70});
        town.server.faults().duplicateEvents = false;
        var api = town.cabinet.claimed();
        AtomicReference<String> metrics = new AtomicReference<>("");
        assertTrue(
                Await.until(PATIENCE, () -> {
                    try {
                        metrics.set(api.get("/metrics").text());
                    } catch (java.io.IOException e) {
                        return false; // asked again
                    }
                    return metrics.get().contains("paka_chirpstack_joins_rejected_total 1")
                            && metrics.get().contains("paka_chirpstack_multicasts_total")
                            && metrics.get().contains("paka_chirpstack_gateways{state=\"offline\"} 1");
                }),
                () -> metrics.get()
                        .lines()
                        .filter(line -> line.contains("chirpstack"))
                        .toList()
                        .toString());
        String log = Files.readString(home.resolve("log/console.txt"));
        assertFalse(log.contains(ChirpStackCabinet.KEY), "no key in a log");
        assertFalse(log.contains("00112233445566778899aabbccddeeff"));
        assertFalse(log.contains(ChirpStackCabinet.APP_KEY));
    }

    @Test
    @Order(8)
    void somebodyElsesCommandIsNotFlushed() throws Exception {
        town.server.enqueueForeign(CLASS_A, 5, new byte[] {9});
        town.override("lamp-a", 50);
        assertTrue(Await.until(PATIENCE, () -> town.server.queued(CLASS_A) == 2));
        town.override("lamp-a", 55);
        assertTrue(Await.until(PATIENCE, () -> town.server.queued(CLASS_A) == 3), "the older one waits for its expiry");
        town.server.uplink(CLASS_A, 2, new byte[] {70});
        assertTrue(Await.until(PATIENCE, () -> town.sentTo(CLASS_A).contains("09")), "theirs is not lost");
        assertTrue(Await.until(PATIENCE, () -> town.sentTo(CLASS_A).contains("37")));
    }
}
