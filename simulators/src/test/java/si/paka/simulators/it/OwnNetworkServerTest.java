package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.lorawan.mac.EndDevice;
import si.paka.simulators.lorawan.mac.SimConcentrator;
import si.paka.simulators.lorawan.mac.SimStreet;
import si.paka.simulators.platform.EmbeddedBroker;

/** Devices that join the cabinet's own network server through two concentrators, before and after {@code kill -9}. */
class OwnNetworkServerTest {
    private static final String NEAR = "b827ebfffe000001";
    private static final String FAR = "b827ebfffe000002";
    private static final String JOIN_EUI = "70b3d57ed0000001";
    private static final int DEVICES = 10;
    private static final Duration APART = Duration.ofMillis(250);
    private static final byte[] REPORT = {0x34, 0, 0x7b, 0, 0x5b};

    @Test
    void devicesAreHeardAcrossAKillAndNothingIsTakenTwice(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                TestCabinet cabinet = new TestCabinet(folder.resolve("home"), broker.url());
                SimStreet street = new SimStreet(7, (device, data) -> {})) {
            Files.writeString(
                    cabinet.home().resolve("etc/si.paka.adapter.lorawan.server.cfg.json"),
                    "{\"lorawan.gateways\": [\"" + NEAR + "@127.0.0.1\", \"" + FAR + "@127.0.0.1\"]}\n");
            cabinet.start();
            List<EndDevice> devices = devices(cabinet, street);
            connect(cabinet, street);
            assertTrue(allJoin(street, devices), "all join");
            assertTrue(allAnswered(street, devices), "all are acknowledged");
            cabinet.gateway().kill();
            cabinet.start();
            connect(cabinet, street);
            long[] before = devices.stream().mapToLong(EndDevice::lastDown).toArray();
            assertTrue(allAnswered(street, devices), "all are acknowledged under the session from before");
            assertEquals(0, devices.stream().mapToLong(EndDevice::refused).sum(), "no counter was used twice");
            for (int i = 0; i < before.length; i++) {
                assertTrue(devices.get(i).lastDown() - before[i] < 16_384);
            }
        }
    }

    /** Each again until it is let in, as devices do; not all at one instant, or their answers would meet in the air. */
    private static boolean allJoin(SimStreet street, List<EndDevice> devices) {
        return repeatedly(devices, EndDevice::isJoined, street::join);
    }

    /** Each sends a confirmed report until it has an answer. */
    private static boolean allAnswered(SimStreet street, List<EndDevice> devices) {
        Map<EndDevice, Long> before = new HashMap<>();
        devices.forEach(device -> before.put(device, device.lastDown()));
        return repeatedly(
                devices,
                device -> device.lastDown() > before.get(device),
                device -> street.send(device, 2, REPORT, true));
    }

    private static boolean repeatedly(List<EndDevice> devices, Predicate<EndDevice> done, Consumer<EndDevice> action) {
        for (int attempt = 0; attempt < 5; attempt++) {
            devices.stream().filter(done.negate()).forEach(device -> {
                action.accept(device);
                LockSupport.parkNanos(APART.toNanos());
            });
            if (Await.until(Duration.ofSeconds(8), () -> devices.stream().allMatch(done))) {
                return true;
            }
        }
        return false;
    }

    private static void connect(TestCabinet cabinet, SimStreet street) throws IOException, InterruptedException {
        Path file = cabinet.home().resolve("data/lorawan.udp.port");
        assertTrue(Await.until(Duration.ofSeconds(30), () -> Files.exists(file)));
        int port = Integer.parseInt(Files.readString(file).strip());
        street.connect(List.of(
                new SimConcentrator(NEAR, "127.0.0.1", port, street),
                new SimConcentrator(FAR, "127.0.0.1", port, street)));
    }

    private static List<EndDevice> devices(TestCabinet cabinet, SimStreet street)
            throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("devEui,joinEui,appKey,profile,owner,name,lat,lon\n");
        List<EndDevice> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            String devEui = String.format("a84041ffff%06x", i);
            String appKey = String.format("%032x", 0x1234_5678L * (i + 1));
            csv.append(String.join(
                            ",",
                            devEui,
                            JOIN_EUI,
                            appKey,
                            "paka-reference/waste-container",
                            "mov",
                            "bin-" + i,
                            "46.36",
                            "15.11"))
                    .append('\n');
            EndDevice device = new EndDevice(devEui, JOIN_EUI, appKey, false, false);
            devices.add(device);
            street.add(device);
        }
        cabinet.register(csv.toString());
        return devices;
    }
}
