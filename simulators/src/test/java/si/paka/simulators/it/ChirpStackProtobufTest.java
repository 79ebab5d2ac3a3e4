package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.platform.TownPlatform;

/** The built product with the Protobuf marshaler; differences are applied by setting. */
class ChirpStackProtobufTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LAMP = ChirpStackCabinet.devEui(10);

    @Test
    void devicesAreCreatedHeardAndCommanded(@TempDir Path folder) throws Exception {
        try (ChirpStackCabinet town = new ChirpStackCabinet(folder.resolve("home"), false, "apply");
                TownPlatform platform = new TownPlatform(town.broker.url())) {
            Mailbox mailbox = new Mailbox(platform);
            assertTrue(
                    Await.until(PATIENCE, () -> town.server.device(LAMP).isPresent()),
                    "created by itself after the register changed");
            town.server.join(LAMP);
            town.server.uplink(LAMP, 2, new byte[] {50});
            mailbox.await("obs/Streetlight/lamp-a");
            town.server.status(LAMP, 9, 80);
            town.override("lamp-a", 64);
            assertTrue(Await.until(PATIENCE, () -> town.server.queued(LAMP) == 1));
            town.server.uplink(LAMP, 2, new byte[] {50});
            assertTrue(
                    Await.until(
                            PATIENCE,
                            () -> town.downlinks(LAMP).get(0).equals(List.of("QUEUED", "TRANSMITTED", "ACKNOWLEDGED"))),
                    town.downlinks(LAMP).toString());
            assertEquals(List.of("40"), town.sentTo(LAMP));
        }
    }
}
