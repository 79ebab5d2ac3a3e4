package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import si.paka.simulators.gateway.Product;

/** {@code paka bench NAME}: {@code reference} measures in some minutes, {@code smoke} only shows that measuring works. */
public final class Bench {
    private static final String USAGE = "usage: paka bench reference|smoke [REPORT.json]";

    private Bench() {}

    /** The first word may be {@code bench} itself, as {@code bin/paka} passes it. */
    public static void main(String[] args) throws InterruptedException {
        int first = args.length > 0 && args[0].equals("bench") ? 1 : 0;
        String name = args.length > first ? args[first] : "";
        ReferenceJob.Sizes sizes = sizes(name);
        if (sizes == null) {
            System.err.println(USAGE);
            System.exit(2);
        }
        String report = args.length > first + 1 ? args[first + 1] : "bench-" + name + ".json";
        System.exit(run(sizes, Path.of(report).toAbsolutePath()));
    }

    private static ReferenceJob.Sizes sizes(String name) {
        return switch (name) {
            case "reference" -> ReferenceJob.Sizes.FULL;
            case "smoke" -> ReferenceJob.Sizes.SMOKE;
            default -> null;
        };
    }

    private static int run(ReferenceJob.Sizes sizes, Path file) throws InterruptedException {
        try {
            Path work = Files.createTempDirectory("paka-bench");
            Report report = new ReferenceJob(Product.get(), work, sizes, System.out).run();
            report.write(file);
            System.out.println();
            System.out.println(report.table());
            System.out.println("Written to " + file + "; homes and broker logs are in " + work);
            return 0;
        } catch (IOException | IllegalStateException e) {
            System.err.println("paka bench: " + e.getMessage());
            return 1;
        }
    }
}
