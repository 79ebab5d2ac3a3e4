package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code vendor/<vendor>/{index.yaml, <device>.yaml, <profile>.yaml, <codec>.yaml, <codec>.js}}. */
final class ThingsNetworkRepository {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path vendorDir;
    private final String region;

    /** @param region the plan that is wanted, e.g. {@code EU868} */
    ThingsNetworkRepository(Path vendorDir, String region) {
        this.vendorDir = vendorDir;
        this.region = region;
    }

    List<String> devices() throws IOException {
        List<String> names = new ArrayList<>();
        Path index = vendorDir.resolve("index.yaml");
        if (Files.exists(index)) {
            YAML.readTree(index.toFile()).path("endDevices").forEach(one -> names.add(one.asText()));
        }
        return names;
    }

    PublishedDevice device(String id) throws IOException, ImportException {
        JsonNode device = yaml(id);
        JsonNode firmwares = device.path("firmwareVersions");
        JsonNode firmware = firmwares.path(firmwares.size() - 1);
        String plan = plan(firmware.path("profiles"), id);
        JsonNode entry = firmware.path("profiles").path(plan);
        JsonNode codec = yaml(entry.path("codec").asText());
        Path file =
                vendorDir.resolve(codec.path("uplinkDecoder").path("fileName").asText());
        return new PublishedDevice(
                vendorDir.getFileName().toString(),
                vendorFacts(),
                id,
                facts(device, firmware),
                radio(yaml(entry.path("id").asText()), Radios.region(plan)),
                file,
                examples(codec));
    }

    private JsonNode yaml(String name) throws IOException, ImportException {
        Path file = vendorDir.resolve(name + ".yaml");
        if (name.isEmpty() || !Files.isRegularFile(file)) {
            throw new ImportException("no file " + file + ", expected it beside the device");
        }
        return YAML.readTree(file.toFile());
    }

    private String plan(JsonNode profiles, String id) throws ImportException {
        List<String> plans = new ArrayList<>();
        profiles.fieldNames().forEachRemaining(plans::add);
        for (String plan : plans) {
            if (Radios.region(plan).equals(region)) {
                return plan;
            }
        }
        if (plans.isEmpty()) {
            throw new ImportException(vendorDir.resolve(id + ".yaml") + " key firmwareVersions: found no profiles");
        }
        return plans.get(0);
    }

    private ObjectNode vendorFacts() throws IOException {
        ObjectNode facts = JSON.createObjectNode();
        facts.put("name", vendorDir.getFileName().toString());
        Path index = vendorDir.resolveSibling("index.yaml");
        if (Files.exists(index)) {
            for (JsonNode vendor : YAML.readTree(index.toFile()).path("vendors")) {
                if (vendor.path("id").asText().equals(vendorDir.getFileName().toString())) {
                    Radios.copy(vendor, "name", facts, "name");
                    Radios.copy(vendor, "vendorID", facts, "loraAllianceId");
                    Radios.copy(vendor, "website", facts, "url");
                }
            }
        }
        return facts;
    }

    private static ObjectNode facts(JsonNode device, JsonNode firmware) {
        ObjectNode facts = JSON.createObjectNode();
        Radios.copy(device, "name", facts, "name");
        Radios.copy(device, "description", facts, "description");
        facts.put("model", device.path("name").asText());
        if (firmware.has("version")) {
            facts.put("firmware", firmware.path("version").asText());
        }
        Radios.copy(device, "dataSheetURL", facts, "datasheet");
        if (!facts.has("datasheet")) {
            Radios.copy(device, "productURL", facts, "datasheet");
        }
        Radios.copy(device, "sensors", facts, "sensors");
        return facts;
    }

    private static ObjectNode radio(JsonNode profile, String region) {
        boolean classB = profile.path("supportsClassB").asBoolean()
                && profile.path("pingSlotPeriod").asInt() > 0;
        String deviceClass = profile.path("supportsClassC").asBoolean() ? "C" : classB ? "B" : "A";
        ObjectNode radio = Radios.radio(
                deviceClass,
                profile.path("macVersion").asText(),
                profile.path("regionalParametersVersion").asText(),
                region);
        for (String key : List.of(
                "supportsJoin",
                "maxEIRP",
                "rx1Delay",
                "rx1DataRateOffset",
                "rx2Frequency",
                "pingSlotPeriod",
                "pingSlotFrequency",
                "factoryPresetFrequencies")) {
            Radios.copy(profile, key, radio, key.equals("factoryPresetFrequencies") ? "factoryFrequencies" : key);
        }
        Radios.copy(profile, "supports32bitFCnt", radio, "supports32BitCounter");
        Radios.copy(profile, "rx2DataRateIndex", radio, "rx2DataRate");
        Radios.copy(profile, "pingSlotDataRateIndex", radio, "pingSlotDataRate");
        if (profile.path("maxDutyCycle").asDouble() > 0) {
            radio.put("maxDutyCycle", profile.path("maxDutyCycle").asDouble());
        }
        Radios.complete(radio);
        return radio;
    }

    private static List<ObjectNode> examples(JsonNode codec) {
        List<ObjectNode> examples = new ArrayList<>();
        for (JsonNode one : codec.path("uplinkDecoder").path("examples")) {
            examples.add(PublishedExamples.uplink(
                    one.path("description").asText("uplink"), one.path("input"), one.path("output")));
        }
        for (JsonNode one : codec.path("downlinkEncoder").path("examples")) {
            examples.add(PublishedExamples.encoded(
                    one.path("description").asText("downlink"), one.path("input"), one.path("output")));
        }
        for (JsonNode one : codec.path("downlinkDecoder").path("examples")) {
            examples.add(PublishedExamples.downlink(
                    one.path("description").asText("downlink"), one.path("input"), one.path("output")));
        }
        return examples;
    }
}
