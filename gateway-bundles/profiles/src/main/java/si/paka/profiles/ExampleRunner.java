package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Value;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.MessageDecoder;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;

/**
 * Runs the examples that lie beside the profiles, {@code codecs/<name>.examples.json}: what goes in, what must come out. An
 * example names a profile's model and has either {@code hex} and {@code fPort}, or {@code senml}, or {@code command}.
 */
public final class ExampleRunner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");

    /** 20 and 20.0 are the same number. */
    private static final Comparator<JsonNode> NUMBERS = (a, b) ->
            a.isNumber() && b.isNumber() ? Double.compare(a.doubleValue(), b.doubleValue()) : a.equals(b) ? 0 : 1;

    /** How it went; a failure is a line that says where, what was found and what was expected. */
    public record Report(int passed, List<String> failures) {}

    /** An entity that an example gave. */
    public record Made(String type, byte[] entity) {}

    private final CodecHost codecs;
    private final Consumer<Made> entities;

    public ExampleRunner(CodecHost codecs) {
        this(codecs, made -> {});
    }

    /** @param entities is given the entity of every example */
    public ExampleRunner(CodecHost codecs, Consumer<Made> entities) {
        this.codecs = codecs;
        this.entities = entities;
    }

    /** @param dir a folder with {@code vendors} and {@code observations}, or one below such a folder */
    public Report run(Path dir) throws IOException {
        ProfileLibrary library = ProfileLibrary.open(List.of(root(dir)));
        List<String> failures = new ArrayList<>(library.problems());
        int[] passed = {0};
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : (Iterable<Path>)
                    files.filter(f -> f.toString().endsWith(".examples.json")).sorted()::iterator) {
                String vendor = file.getParent().getParent().getFileName().toString();
                JsonNode examples = JSON.readTree(file.toFile());
                for (int i = 0; i < examples.size(); i++) {
                    String problem = new One(library, vendor, examples.get(i)).problem();
                    if (problem.isEmpty()) {
                        passed[0]++;
                    } else {
                        failures.add(file + " example " + i + " ("
                                + examples.get(i).path("description").asText() + "): " + problem);
                    }
                }
            }
        }
        return new Report(passed[0], failures);
    }

    private static Path root(Path dir) {
        for (Path at = dir.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("vendors")) && Files.isDirectory(at.resolve("observations"))) {
                return at;
            }
        }
        return dir;
    }

    /** One example. */
    private final class One {
        private final ProfileLibrary library;
        private final JsonNode example;
        private final DeviceProfile profile;
        private final String id;

        One(ProfileLibrary library, String vendor, JsonNode example) {
            this.library = library;
            this.example = example;
            this.id = vendor + "/" + example.path("profile").asText();
            this.profile = library.profiles().stream()
                    .filter(p -> p.info().id().value().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        String problem() throws IOException {
            if (profile == null) {
                return "there is no profile " + id;
            }
            if (example.has("command")) {
                return command();
            }
            return example.has("encode") ? encoded() : example.has("down") ? downlink() : message();
        }

        private String encoded() throws IOException {
            CodecResult result = codecs.encodeDownlink(
                    codec(),
                    device().owner(),
                    example.get("encode").toString(),
                    example.path("fPort").asInt(0),
                    profile.variables());
            return result.isDecoded()
                    ? compare(example.path("expected").asText(), downlink(JSON.readTree(result.json())))
                    : compare(example.path("expected").asText(), "refused: " + result.reason());
        }

        private static String downlink(JsonNode answer) {
            if (!answer.path("errors").isEmpty()) {
                return "refused: " + answer.path("errors").get(0).asText();
            }
            StringBuilder hex = new StringBuilder(answer.path("fPort").asText() + ":");
            answer.path("bytes").forEach(one -> hex.append(HexFormat.of().toHexDigits((byte) one.asInt())));
            return hex.toString();
        }

        private String downlink() throws IOException {
            CodecResult result = codecs.decodeDownlink(
                    codec(),
                    device().owner(),
                    HexFormat.of().parseHex(example.path("down").asText()),
                    example.path("fPort").asInt(),
                    at(),
                    profile.variables());
            return judged(result);
        }

        /** A codec's answer against what the example says of data, errors and warnings. */
        private String judged(CodecResult result) throws IOException {
            JsonNode answer = result.isDecoded() ? JSON.readTree(result.json()) : JSON.createObjectNode();
            String error = result.isDecoded() ? answer.path("errors").path(0).asText("") : result.reason();
            String expected = example.path("error").asText("");
            if (!error.isEmpty() || !expected.isEmpty()) {
                return !expected.isEmpty() && error.contains(expected)
                        ? ""
                        : "found error \"" + error + "\", expected \"" + expected + "\"";
            }
            String difference =
                    example.has("decoded") ? difference("decoded", answer.path("data"), example.get("decoded")) : "";
            return difference.isEmpty() ? warnings(answer.path("warnings")) : difference;
        }

        private String warnings(JsonNode found) {
            JsonNode expected = example.path("warnings");
            boolean fits = expected.isMissingNode() || expected.size() == found.size();
            for (int i = 0; fits && i < expected.size(); i++) {
                fits = found.get(i).asText().contains(expected.get(i).asText());
            }
            return fits ? "" : "found warnings " + found + ", expected " + expected;
        }

        private static String difference(String what, JsonNode found, JsonNode expected) {
            return found.equals(NUMBERS, expected) ? "" : what + " " + found + ", expected " + expected;
        }

        private Path codec() {
            return profile.codec().orElseThrow(() -> new IllegalArgumentException("profile " + id + " has no codec"));
        }

        private Instant at() {
            return example.has("recvTime")
                    ? java.time.OffsetDateTime.parse(example.get("recvTime").asText())
                            .toInstant()
                    : AT;
        }

        private String command() {
            Map<String, Object> arguments = new HashMap<>();
            JsonNode value = example.path("command").path("value");
            if (!value.isMissingNode()) {
                arguments.put("value", value.isNumber() ? value.numberValue() : value.asText());
            }
            CommandEncoder.Result result = new ProfileCommandEncoder(() -> library, codecs)
                    .encode(device(), example.path("command").path("name").asText(), arguments);
            return compare(example.path("expected").asText(), described(result));
        }

        private String described(CommandEncoder.Result result) {
            if (result instanceof CommandEncoder.Result.Refused refused) {
                return "refused: " + refused.reason();
            }
            EncodedCommand content = ((CommandEncoder.Result.Encoded) result).content();
            if (content instanceof EncodedCommand.Downlink downlink) {
                return downlink.port() + ":" + HexFormat.of().formatHex(downlink.payload());
            }
            if (content instanceof EncodedCommand.Execute execute) {
                return ("execute " + execute.path() + " " + execute.arguments()).strip();
            }
            StringBuilder writes = new StringBuilder();
            for (EncodedCommand.ResourceWrite write : ((EncodedCommand.Writes) content).writes()) {
                writes.append(write.path())
                        .append('=')
                        .append(plain(write.value()))
                        .append(' ');
            }
            return writes.toString().strip();
        }

        private String message() throws IOException {
            MessageDecoder.Result result = new Normaliser(() -> library, codecs).decode(device(), deviceMessage(), 1);
            if (result instanceof MessageDecoder.Result.Rejected rejected) {
                String expected = example.path("error").asText("");
                return expected.isEmpty() || !rejected.reason().contains(expected)
                        ? "found error \"" + rejected.reason() + "\", expected "
                                + (expected.isEmpty() ? "observations" : "an error with \"" + expected + "\"")
                        : "";
            }
            List<Observation> observations = ((MessageDecoder.Result.Decoded) result).observations();
            if (example.has("error")) {
                return "found observations, expected the error \""
                        + example.path("error").asText() + "\"";
            }
            String difference = example.has("hex") ? decoded() : "";
            if (!difference.isEmpty() || !example.has("observations")) {
                return difference;
            }
            NgsiLdEntities mapper = new NgsiLdEntities(() -> library, () -> "");
            entities.accept(new Made(
                    profile.info().entityType(),
                    mapper.toEntity("velenje", device(), observations, AT, OptionalLong.of(1))));
            return compare(expectedObservations(), found(observations));
        }

        private String decoded() throws IOException {
            CodecResult result = codecs.decodeUplink(
                    codec(),
                    device().owner(),
                    deviceMessage().payload(),
                    deviceMessage().port(),
                    at(),
                    profile.variables());
            String difference = judged(result);
            return difference.isEmpty() && example.has("normalized") ? normalised(result) : difference;
        }

        private String normalised(CodecResult decoded) throws IOException {
            String data = JSON.readTree(decoded.json()).path("data").toString();
            CodecResult result = codecs.normalizeUplink(codec(), device().owner(), data, at(), profile.variables());
            return result.isDecoded()
                    ? difference("normalized", JSON.readTree(result.json()).path("data"), example.get("normalized"))
                    : result.reason();
        }

        private String expectedObservations() {
            Map<String, String> expected = new TreeMap<>();
            example.path("observations")
                    .fields()
                    .forEachRemaining(field -> expected.put(
                            field.getKey(),
                            field.getValue().isNumber()
                                    ? Double.toString(field.getValue().doubleValue())
                                    : field.getValue().asText()));
            return expected.toString();
        }

        private String found(List<Observation> observations) {
            Map<String, String> found = new TreeMap<>();
            observations.forEach(o -> found.put(o.property().name(), plain(o.value())));
            return found.toString();
        }

        private static String compare(String expected, String found) {
            return expected.equals(found) ? "" : "found " + found + ", expected " + expected;
        }

        private DeviceMessage deviceMessage() throws IOException {
            boolean raw = example.has("hex");
            byte[] payload = raw
                    ? HexFormat.of().parseHex(example.path("hex").asText())
                    : example.has("cborHex")
                            ? HexFormat.of().parseHex(example.path("cborHex").asText())
                            : JSON.writeValueAsString(example.path("senml")).getBytes(StandardCharsets.UTF_8);
            PayloadFormat format = raw
                    ? PayloadFormat.RAW
                    : example.has("cborHex") ? PayloadFormat.SENML_CBOR : PayloadFormat.SENML_JSON;
            return new DeviceMessage(
                    device().address(),
                    "",
                    at(),
                    MessageKind.DATA,
                    format,
                    example.path("fPort").asInt(0),
                    payload,
                    Map.of());
        }

        private Device device() {
            return new Device(
                    new DeviceId("example"),
                    new DeviceAddress(profile.info().transport(), "example"),
                    profile.info().id(),
                    new AssetId("example-1"),
                    "Primer č š ž",
                    "mov",
                    "mov",
                    "municipal",
                    new Consent(Consent.Scope.INTERNAL, false, AT, "example"),
                    Optional.of(new Value.Place(46.3592, 15.1103)),
                    attributes(profile.info().entityType()),
                    AT,
                    "example");
        }

        /** What the register must say of a device of this kind. */
        private static Map<String, String> attributes(String entityType) {
            return switch (entityType) {
                case "ParkingSpot" -> Map.of("category", "onStreet", "refParkingSite", "P3");
                case "StreetlightControlCabinet" -> Map.of("refStreetlightGroup", "G1");
                default -> Map.of();
            };
        }
    }

    private static String plain(Value value) {
        if (value instanceof Value.Quantity quantity) {
            return Double.toString(quantity.number());
        }
        if (value instanceof Value.Flag flag) {
            return Boolean.toString(flag.on());
        }
        return value instanceof Value.Text text ? text.text() : value.toString();
    }
}
