package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code vendors/<vendor>/{vendor.toml, devices/<device>.toml, profiles/<profile>.toml, codecs/<codec>.js, test_*.json}}. */
final class ChirpStackRepository {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path vendorDir;
    private final String region;

    ChirpStackRepository(Path vendorDir, String region) {
        this.vendorDir = vendorDir;
        this.region = region;
    }

    List<String> devices() throws IOException, ImportException {
        List<String> names = new ArrayList<>();
        Toml.read(vendorDir.resolve("vendor.toml"))
                .path("vendor")
                .path("devices")
                .forEach(one -> names.add(one.asText().replaceFirst("\\.toml$", "")));
        if (names.isEmpty()) {
            try (var files = Files.list(vendorDir.resolve("devices"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".toml"))
                        .sorted()
                        .forEach(name -> names.add(name.replaceFirst("\\.toml$", "")));
            }
        }
        return names;
    }

    PublishedDevice device(String id) throws IOException, ImportException {
        JsonNode device = toml("devices", id + ".toml").path("device");
        JsonNode firmware = device.path("firmware").path(device.path("firmware").size() - 1);
        String codec = firmware.path("codec").asText();
        return new PublishedDevice(
                vendorDir.getFileName().toString(),
                vendorFacts(),
                id.toLowerCase(java.util.Locale.ROOT),
                facts(device, firmware),
                radio(firmware.path("profiles"), id),
                vendorDir.resolve("codecs").resolve(codec),
                examples(codec.replaceFirst("\\.js$", "")));
    }

    private JsonNode toml(String folder, String name) throws IOException, ImportException {
        Path file = vendorDir.resolve(folder).resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ImportException("no file " + file);
        }
        return Toml.read(file);
    }

    private ObjectNode vendorFacts() throws IOException, ImportException {
        JsonNode vendor = Toml.read(vendorDir.resolve("vendor.toml")).path("vendor");
        ObjectNode facts = JSON.createObjectNode();
        facts.put("name", vendor.path("name").asText(vendorDir.getFileName().toString()));
        Radios.copy(vendor, "vendor_id", facts, "loraAllianceId");
        if (!vendor.path("ouis").isEmpty()) {
            facts.set("ouis", vendor.get("ouis"));
        }
        Radios.copy(vendor.path("metadata"), "homepage", facts, "url");
        return facts;
    }

    private static ObjectNode facts(JsonNode device, JsonNode firmware) {
        ObjectNode facts = JSON.createObjectNode();
        Radios.copy(device, "name", facts, "name");
        if (!device.path("description").asText().isBlank()) {
            Radios.copy(device, "description", facts, "description");
        }
        if (firmware.has("version")) {
            facts.put("firmware", firmware.path("version").asText());
        }
        Radios.copy(device.path("metadata"), "documentation_url", facts, "datasheet");
        return facts;
    }

    private ObjectNode radio(JsonNode profiles, String id) throws IOException, ImportException {
        JsonNode chosen = null;
        for (JsonNode name : profiles) {
            JsonNode profile = toml("profiles", name.asText()).path("profile");
            if (chosen == null || profile.path("region").asText().equals(region)) {
                chosen = profile;
            }
        }
        if (chosen == null) {
            throw new ImportException(vendorDir.resolve("devices").resolve(id) + ".toml: found no profiles");
        }
        boolean classB = chosen.path("supports_class_b").asBoolean();
        String mac = chosen.path("mac_version").asText();
        ObjectNode radio = Radios.radio(
                chosen.path("supports_class_c").asBoolean() ? "C" : classB ? "B" : "A",
                mac,
                Radios.parameters(mac, chosen.path("reg_params_revision").asText()),
                chosen.path("region").asText());
        Radios.copy(chosen, "supports_otaa", radio, "supportsJoin");
        Radios.copy(chosen, "max_eirp", radio, "maxEIRP");
        if (classB) {
            radio.put(
                    "pingSlotPeriod",
                    1
                            << Math.min(
                                    7,
                                    chosen.path("class_b")
                                            .path("ping_slot_nb_k")
                                            .asInt()));
        }
        Radios.complete(radio);
        return radio;
    }

    private List<ObjectNode> examples(String codec) throws IOException {
        List<ObjectNode> examples = new ArrayList<>();
        for (JsonNode one : tests("test_decode_" + codec + ".json")) {
            examples.add(PublishedExamples.uplink(one.path("name").asText(), one.path("input"), one.path("expected")));
        }
        for (JsonNode one : tests("test_encode_" + codec + ".json")) {
            examples.add(PublishedExamples.encoded(one.path("name").asText(), one.path("input"), one.path("expected")));
        }
        return examples;
    }

    private JsonNode tests(String name) throws IOException {
        Path file = vendorDir.resolve("codecs").resolve(name);
        return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createArrayNode();
    }
}
