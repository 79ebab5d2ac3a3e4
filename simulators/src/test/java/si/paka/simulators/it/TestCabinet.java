package si.paka.simulators.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import si.paka.simulators.demo.SiteFile;
import si.paka.simulators.fleet.DeviceCsv;
import si.paka.simulators.fleet.FleetTargets;
import si.paka.simulators.fleet.SimDevice;
import si.paka.simulators.gateway.GatewayApi;
import si.paka.simulators.gateway.GatewayProcess;
import si.paka.simulators.gateway.Ports;
import si.paka.simulators.gateway.Product;
import si.paka.simulators.platform.CabinetTopic;
import si.paka.simulators.town.Street;

/** The built product in a home of its own, on free ports. Skips the test, saying so, where the product was not built. */
final class TestCabinet implements AutoCloseable {
    static final CabinetTopic TOPIC = new CabinetTopic("velenje", "test-01");
    static final String USER = "tester";
    static final String PASSWORD = "long enough for a test 1";

    private static final Duration READY = Duration.ofSeconds(90);

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final int coap = Ports.freeUdp();
    private final int coaps = Ports.freeUdp();
    private final int stations = Ports.freeUdp();
    private final Product product;
    private final Path home;
    private final String broker;
    private GatewayProcess gateway;

    TestCabinet(Path home, String broker) throws IOException {
        this.product = product();
        this.home = home;
        this.broker = broker;
        settings.put("town", TOPIC.town());
        settings.put("cabinet", TOPIC.cabinet());
        settings.put("web.port", "0");
        settings.put("lwm2m.coap.port", Integer.toString(coap));
        settings.put("lwm2m.coaps.port", Integer.toString(coaps));
        settings.put("coap.port", Integer.toString(stations));
        settings.put("coaps.port", "off");
        settings.put("lorawan.udp.port", "0");
        settings.put("chirpstack.url", broker);
        settings.put("uplink.platform.url", broker);
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(
                home.resolve("etc/si.paka.core.cfg.json"), "{\"platform.grants\": [\"dispatcher=operator\"]}\n");
    }

    private static Product product() {
        var found = Product.find();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: the product is not built (gateway-bundles/app/target/paka)");
        }
        assumeTrue(found.isPresent(), "the product is not built");
        return found.get();
    }

    /** One more setting, before the start. */
    TestCabinet with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    TestCabinet streets(List<Street> streets, String quietPeriod) throws IOException {
        Files.writeString(home.resolve("etc/site.yaml"), SiteFile.write(streets, quietPeriod));
        return this;
    }

    /** Puts a folder of profiles into the home. */
    TestCabinet profiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve("etc/profiles")
                        .resolve(folder.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return this;
    }

    TestCabinet start() throws IOException {
        gateway = GatewayProcess.start(product, home, settings);
        gateway.awaitReady(READY);
        return this;
    }

    void register(List<SimDevice> devices) throws IOException, InterruptedException {
        register(DeviceCsv.write(devices, "internal"));
    }

    void register(String csv) throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("devices.csv"), csv);
        GatewayProcess.CommandResult result = gateway.command("device", "import", file.toString());
        if (result.code() != 0) {
            throw new IOException("import failed: " + result.output());
        }
    }

    /** The API as the cabinet's first administrator. */
    GatewayApi claimed() throws IOException {
        GatewayApi api = gateway.api();
        api.claim(Files.readString(home.resolve("data/claim-code")).strip(), USER, PASSWORD);
        return api;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    FleetTargets targets() {
        return FleetTargets.of("127.0.0.1", broker, coap, coaps, stations);
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
