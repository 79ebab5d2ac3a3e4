package si.paka.simulators.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import si.paka.simulators.fleet.DeviceCsv;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.fleet.SimDevice;

/** The home directory of the demo's cabinet, fresh for each run. */
final class DemoHome {
    private static final String MARK = "made-by-the-demo";

    private final Path folder;

    /** @throws IOException if something else than an earlier demo's home lies there */
    DemoHome(Path folder) throws IOException {
        this.folder = folder;
        if (Files.exists(folder)) {
            if (!Files.exists(folder.resolve(MARK))) {
                throw new IOException(folder + " exists and was not made by the demo; name another --home");
            }
            delete(folder);
        }
        Files.createDirectories(folder.resolve("etc"));
        Files.createFile(folder.resolve(MARK));
    }

    Path folder() {
        return folder;
    }

    void configure(FleetPlan plan) throws IOException {
        Files.writeString(folder.resolve("etc/site.yaml"), SiteFile.write(plan.streets(), "20s"));
        Files.writeString(
                folder.resolve("etc/si.paka.core.cfg.json"), "{\"platform.grants\": [\"dispatcher=operator\"]}\n");
    }

    /** Writes the list to import. */
    Path devices(List<SimDevice> devices) throws IOException {
        return Files.writeString(folder.resolve("devices.csv"), DeviceCsv.write(devices, "open"));
    }

    /** The one-time code that makes the first user; empty if it was used already. */
    String claimCode() throws IOException {
        Path code = folder.resolve("data/claim-code");
        return Files.exists(code) ? Files.readString(code).strip() : "";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
