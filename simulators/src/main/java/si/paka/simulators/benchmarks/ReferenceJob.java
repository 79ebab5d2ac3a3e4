package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.gateway.GatewayProcess;
import si.paka.simulators.gateway.Product;

/** The reference job, the bare loop beside it, and the gateway's start and memory. */
final class ReferenceJob {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration ARCHIVE = Duration.ofMinutes(2);
    private static final int MANY = 2_000;

    private final Product product;
    private final Path work;
    private final Sizes sizes;
    private final PrintStream out;
    private final List<LoadResult> results = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    /** How much to do. */
    record Sizes(int warmUp, int alone, int messages, int seconds) {
        static final Sizes FULL = new Sizes(20_000, 2_000, 20_000, 20);
        static final Sizes SMOKE = new Sizes(500, 100, 1_000, 3);
    }

    ReferenceJob(Product product, Path work, Sizes sizes, PrintStream out) {
        this.product = product;
        this.work = work;
        this.sizes = sizes;
        this.out = out;
    }

    Report run() throws IOException, InterruptedException {
        try (LoadBroker south = LoadBroker.start(work);
                LoadBroker north = LoadBroker.start(work)) {
            facts.put("broker", south.name());
            measureGateway(south, north);
        }
        try (LoadBroker south = LoadBroker.start(work);
                LoadBroker north = LoadBroker.start(work);
                BareLoopProcess bare =
                        BareLoopProcess.start(product, south.url(), north.url(), BenchHome.codec(product))) {
            measure(new Load("bare loop", south.port(), north.port(), bare.pid()));
        }
        try (LoadBroker south = LoadBroker.start(work);
                LoadBroker north = LoadBroker.start(work)) {
            measureMany(south, north);
        }
        return new Report(facts, results);
    }

    private void measureGateway(LoadBroker south, LoadBroker north) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "home").resolve("paka");
        BenchHome bench = new BenchHome(product, home);
        try (GatewayProcess first = bench.start(south.url(), north.url())) {
            fact("start to ready, first start, ms", first.awaitReady(READY).toMillis());
            LockSupport.parkNanos(IDLE.toNanos());
            fact(
                    "resident idle, first start, MB",
                    ProcessFigures.of(first.pid()).rssMb());
            Await.until(ARCHIVE, () -> hasArchive(home));
            fact("stop, ms", first.stop().toMillis());
        }
        try (GatewayProcess gateway = bench.start(south.url(), north.url())) {
            fact(
                    "start to ready, with class-data archive, ms",
                    gateway.awaitReady(READY).toMillis());
            LockSupport.parkNanos(IDLE.toNanos());
            fact("resident idle, MB", ProcessFigures.of(gateway.pid()).rssMb());
            BenchHome.register(gateway, Load.DEVICES);
            measure(new Load("paka", south.port(), north.port(), gateway.pid()));
        }
    }

    private static boolean hasArchive(Path home) {
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        } catch (IOException e) {
            return false; // the folder is not there yet
        }
    }

    private void measureMany(LoadBroker south, LoadBroker north) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "home").resolve("paka");
        try (GatewayProcess gateway = new BenchHome(product, home).start(south.url(), north.url())) {
            gateway.awaitReady(READY);
            BenchHome.register(gateway, MANY);
            ManyDevices.reportOnce(south.port(), north.port(), MANY);
            LockSupport.parkNanos(IDLE.toNanos());
            fact(
                    "resident with 2,000 devices, MB",
                    ProcessFigures.of(gateway.pid()).rssMb());
        }
    }

    private void measure(Load load) throws IOException {
        load.window(64, sizes.warmUp());
        add(load.window(1, sizes.alone()));
        add(load.window(64, sizes.messages()));
        add(load.window(256, sizes.messages()));
        add(load.burst(sizes.messages()));
        add(load.rate(100, sizes.seconds()));
        add(load.rate(1000, sizes.seconds()));
    }

    private void add(LoadResult result) {
        results.add(result);
        out.println(Report.line(result));
    }

    private void fact(String name, Number value) {
        facts.put(name, value instanceof Double number ? Math.round(number * 10) / 10.0 : value);
        out.println(name + ": " + facts.get(name));
    }
}
