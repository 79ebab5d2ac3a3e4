package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /**
     * How it went.
     *
     * @param failures each says where, what was found and what was expected
     * @param untested observations, ports and commands that no example shows
     */
    public record Report(int passed, List<String> failures, List<String> untested) {}

    /** An entity that an example gave. */
    public record Made(String type, byte[] entity) {}

    private final CodecHost codecs;
    private final Optional<Path> shipped;
    private final Consumer<Made> entities;

    public ExampleRunner(CodecHost codecs) {
        this(codecs, Optional.empty(), made -> {});
    }

    /**
     * @param shipped where vocabulary and schemas are, for profiles that lie elsewhere
     * @param entities is given the entity of every example
     */
    public ExampleRunner(CodecHost codecs, Optional<Path> shipped, Consumer<Made> entities) {
        this.codecs = codecs;
        this.shipped = shipped;
        this.entities = entities;
    }

    /** The profiles below a folder with the vocabulary that they use. */
    public ProfileLibrary library(Path dir) {
        Path root = root(dir);
        return ProfileLibrary.open(
                shipped.isEmpty() || Files.isDirectory(root.resolve("observations"))
                        ? List.of(root)
                        : List.of(shipped.get(), root));
    }

    /** @param dir a folder with {@code vendors} and {@code observations}, or one below such a folder */
    public Report run(Path dir) throws IOException {
        ProfileLibrary library = library(dir);
        ProfileSchemas schemas = schemas(dir);
        List<String> failures = new ArrayList<>(library.problems());
        Coverage coverage = new Coverage();
        int[] passed = {0};
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : (Iterable<Path>)
                    files.filter(f -> f.toString().endsWith(".examples.json")).sorted()::iterator) {
                String vendor = file.getParent().getParent().getFileName().toString();
                JsonNode examples = examples(file, schemas, failures);
                for (int i = 0; i < examples.size(); i++) {
                    One one = new One(library, vendor, examples.get(i));
                    String problem = one.problem();
                    coverage.add(one.id, examples.get(i));
                    if (problem.isEmpty()) {
                        passed[0]++;
                    } else {
                        failures.add(file + " example " + i + " ("
                                + examples.get(i).path("description").asText() + "): " + problem);
                    }
                }
            }
        }
        return new Report(passed[0], failures, coverage.gaps(profilesBelow(dir, library)));
    }

    private static List<DeviceProfile> profilesBelow(Path dir, ProfileLibrary library) {
        Path top = dir.toAbsolutePath().normalize();
        return library.profiles().stream()
                .filter(profile -> profile.file().toAbsolutePath().normalize().startsWith(top))
                .toList();
    }

    private ProfileSchemas schemas(Path dir) throws IOException {
        try {
            return ProfileSchemas.read(
                    shipped.map(path -> List.of(root(dir), path)).orElse(List.of(root(dir))));
        } catch (ProfileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** None if the file is not as its schema says. */
    private static JsonNode examples(Path file, ProfileSchemas schemas, List<String> failures) {
        try {
            return schemas.checked(ProfileSchemas.Kind.EXAMPLES, YamlNode.readList(file))
                    .tree();
        } catch (ProfileException e) {
            failures.addAll(e.problems());
            return JSON.createArrayNode();
        }
    }

    /**
     * Says in examples what the profiles below a folder make of them now.
     *
     * @param vendor of the examples' profiles
     */
    public List<ObjectNode> observed(Path dir, String vendor, List<ObjectNode> examples) throws IOException {
        ProfileLibrary library = library(dir);
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode example : examples) {
            ObjectNode copy = example.deepCopy();
            One one = new One(library, vendor, copy);
            if (copy.has("hex") && copy.has("decoded") && one.profile != null) {
                ObjectNode observations = one.observed();
                if (!observations.isEmpty()) {
                    copy.set("observations", observations);
                }
            }
            all.add(copy);
        }
        return all;
    }

    private static Path root(Path dir) {
        for (Path at = dir.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("vendors"))) {
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

        /** What comes out now, by property; empty if nothing does. */
        ObjectNode observed() throws IOException {
            ObjectNode observed = JSON.createObjectNode();
            if (new Normaliser(() -> library, codecs).decode(device(), deviceMessage(), 1)
                    instanceof MessageDecoder.Result.Decoded decoded) {
                for (Observation one : decoded.observations()) {
                    Value value = one.value();
                    if (value instanceof Value.Quantity quantity) {
                        observed.put(one.property().name(), quantity.number());
                    } else if (value instanceof Value.Flag flag) {
                        observed.put(one.property().name(), flag.on());
                    } else {
                        observed.put(one.property().name(), plain(value));
                    }
                }
            }
            return observed;
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
