package si.paka.profiles.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds a device in a folder of published ones, in either layout. */
public final class DeviceRepository {
    private DeviceRepository() {}

    /**
     * @param source the repository, a vendor's folder in it, or a device's file
     * @param asked vendor, device and region, as far as told; region EU868 unless told
     * @throws ImportException telling what is missing, with what there is
     */
    public static PublishedDevice find(Path source, Map<String, String> asked) throws IOException, ImportException {
        String region = asked.getOrDefault("region", "EU868");
        Path vendorDir = vendorDir(source, asked);
        boolean toml = Files.exists(vendorDir.resolve("vendor.toml"));
        String device = asked.containsKey("device")
                ? asked.get("device")
                : Files.isRegularFile(source)
                        ? source.getFileName().toString().replaceFirst("\\.(yaml|toml)$", "")
                        : "";
        ChirpStackRepository chirpStack = new ChirpStackRepository(vendorDir, region);
        ThingsNetworkRepository thingsNetwork = new ThingsNetworkRepository(vendorDir, region);
        List<String> devices = toml ? chirpStack.devices() : thingsNetwork.devices();
        if (device.isEmpty() && devices.size() == 1) {
            device = devices.get(0);
        }
        if (device.isEmpty()) {
            throw new ImportException("device is missing, expected --device with one of " + devices);
        }
        PublishedDevice found = toml ? chirpStack.device(device) : thingsNetwork.device(device);
        if (!Files.isRegularFile(found.codec())) {
            throw new ImportException("no codec " + found.codec() + ", expected the maker's JavaScript file there");
        }
        return found;
    }

    private static Path vendorDir(Path source, Map<String, String> asked) throws IOException, ImportException {
        Path given = Files.isRegularFile(source) ? source.toAbsolutePath().getParent() : source;
        for (Path dir : new Path[] {given, given.getParent() == null ? given : given.getParent()}) {
            boolean indexed = Files.exists(dir.resolve("index.yaml")) && !Files.isDirectory(dir.resolve("example"));
            if (Files.exists(dir.resolve("vendor.toml")) || indexed && dir.equals(given)) {
                return dir;
            }
        }
        for (String folder : List.of("vendor", "vendors", ".")) {
            String vendor = asked.getOrDefault("vendor", "").toLowerCase(Locale.ROOT);
            Path dir = given.resolve(folder).resolve(vendor).normalize();
            if (!vendor.isEmpty() && Files.isDirectory(dir)) {
                return dir;
            }
        }
        throw new ImportException(source + " is no vendor's folder (index.yaml or vendor.toml), expected one, or"
                + " --vendor with the name of one below vendor/ or vendors/");
    }
}
