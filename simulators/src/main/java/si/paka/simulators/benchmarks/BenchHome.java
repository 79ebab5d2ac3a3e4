package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import si.paka.simulators.gateway.GatewayProcess;
import si.paka.simulators.gateway.Ports;
import si.paka.simulators.gateway.Product;

/** A gateway's home with the benchmark's profile, and the gateway in it. */
public final class BenchHome {
    private static final String PROFILES = "simulators/benchmarks/profiles";

    private final Product product;
    private final Path home;

    /** @param home is made; must not exist */
    public BenchHome(Product product, Path home) throws IOException {
        this.product = product;
        this.home = home;
        copy(profiles(product), home.resolve("etc/profiles"));
    }

    /** The codec's file in the repository. */
    static Path codec(Product product) throws IOException {
        return profiles(product).resolve("vendors/paka-bench/codecs/tracer.js");
    }

    public GatewayProcess start(String southUrl, String northUrl) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("town", "velenje");
        settings.put("cabinet", "bench");
        settings.put("web.port", "0");
        settings.put("lwm2m.coap.port", "off");
        settings.put("lwm2m.coaps.port", Integer.toString(Ports.freeUdp()));
        settings.put("coap.port", "off");
        settings.put("coaps.port", "off");
        settings.put("lorawan.udp.port", "off");
        settings.put("chirpstack.url", southUrl);
        settings.put("uplink.platform.url", northUrl);
        return GatewayProcess.start(product, home, settings);
    }

    /** Registers this many tracers. */
    public static void register(GatewayProcess gateway, int devices) throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder(
                "id,transport,address,profile,asset,name,owner,operator,jurisdiction,consent,raw,lat,lon\n");
        for (int i = 0; i < devices; i++) {
            csv.append(
                    "tracer-%d,lorawan,%s,paka-bench/tracer,tracer-%d,Tracer %d,MOV,MOV,municipal,internal,false,46.36,15.11%n"
                            .formatted(i, Uplinks.devEui(i), i, i));
        }
        Path file = Files.writeString(gateway.home().resolve("devices.csv"), csv);
        GatewayProcess.CommandResult result = gateway.command("device", "import", file.toString());
        if (result.code() != 0) {
            throw new IOException("the tracers could not be registered: " + result.output());
        }
    }

    private static Path profiles(Product product) throws IOException {
        for (Path at = product.folder(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(PROFILES))) {
                return at.resolve(PROFILES);
            }
        }
        throw new IOException(PROFILES + " is not above " + product.folder() + "; benchmarks run from a repository");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
