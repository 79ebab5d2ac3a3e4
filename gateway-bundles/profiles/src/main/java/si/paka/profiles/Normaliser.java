package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.journal.History;
import si.paka.model.port.MessageDecoder;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;
import si.paka.profiles.derive.DerivationContext;

/**
 * From bytes to normalised observations: codec or SenML, then the profile's mapping, then the vocabulary's range; then they are
 * judged by what the device said before, and what follows from them is derived.
 */
public final class Normaliser implements MessageDecoder {
    private static final int MOST_REMARKS = 10;
    private static final int DEFAULT_CROWD_FLOOR = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<ProfileLibrary> library;
    private final CodecHost codecs;
    private final Memories memories;
    private final int crowdFloor;

    /** For devices without a past. */
    public Normaliser(Supplier<ProfileLibrary> library, CodecHost codecs) {
        this(library, codecs, Optional::empty, DEFAULT_CROWD_FLOOR);
    }

    /**
     * @param history what was observed before, once it is there
     * @param crowdFloor fewest people of which a count may leave the cabinet
     */
    public Normaliser(
            Supplier<ProfileLibrary> library, CodecHost codecs, Supplier<Optional<History>> history, int crowdFloor) {
        this.library = library;
        this.codecs = codecs;
        this.memories = new Memories(history);
        this.crowdFloor = crowdFloor;
    }

    /** What the memories of devices count. */
    public Map<String, Long> counters() {
        return memories.counters();
    }

    @Override
    public Result decode(Device device, DeviceMessage message, long position) {
        ProfileLibrary now = library.get();
        DeviceProfile profile = now.profile(device.profile()).orElse(null);
        if (profile == null) {
            return new Result.Rejected("no-profile", "profile " + device.profile() + " is not installed");
        }
        Result result = decode(device, profile, message, position);
        if (!(result instanceof Result.Decoded decoded)) {
            return result;
        }
        List<Observation> said = Staleness.judge(decoded.observations(), message.receivedAt());
        DerivationContext context = new DerivationContext(profile.plan(), now.airIndices(), crowdFloor);
        return new Result.Decoded(
                memories.step(device, context, message.receivedAt(), position, said), decoded.warnings());
    }

    private Result decode(Device device, DeviceProfile profile, DeviceMessage message, long position) {
        if (message.kind() == MessageKind.STATUS) {
            return status(device, profile, message, position);
        }
        return message.format() == PayloadFormat.RAW
                ? raw(device, profile, message, position)
                : senml(device, profile, message, position);
    }

    private Result raw(Device device, DeviceProfile profile, DeviceMessage message, long position) {
        if (profile.codec().isEmpty()) {
            return new Result.Rejected("no-codec", "profile " + device.profile() + " has no codec for raw payloads");
        }
        CodecResult result = codecs.decodeUplink(
                profile.codec().get(),
                device.owner(),
                message.payload(),
                message.port(),
                message.receivedAt(),
                profile.variables());
        if (!result.isDecoded()) {
            return new Result.Rejected(result.code(), result.reason());
        }
        try {
            JsonNode answer = JSON.readTree(result.json());
            JsonNode errors = answer.path("errors");
            if (errors.isArray() && !errors.isEmpty()) {
                return new Result.Rejected("codec-error", join(errors));
            }
            List<String> warnings = texts(answer.path("warnings"));
            List<Observation> observations =
                    map(profile, device, answer.path("data"), message.receivedAt(), position, warnings);
            return new Result.Decoded(observations, warnings);
        } catch (IOException e) {
            return new Result.Rejected("codec-error", "the codec's answer is not JSON: " + e.getMessage());
        }
    }

    private static List<Observation> map(
            DeviceProfile profile, Device device, JsonNode data, Instant at, long position, List<String> warnings) {
        List<Observation> observations = new ArrayList<>(profile.mappings().size());
        for (Mapping mapping : profile.mappings()) {
            JsonNode decoded = mapping.find(data);
            if (decoded != null && !decoded.isNull() && !decoded.isMissingNode()) {
                mapping.normalise(decoded)
                        .ifPresentOrElse(
                                value -> observations.add(observation(mapping, device, decoded, value, at, position)),
                                () -> warnings.add(mapping.remark(decoded)));
            }
        }
        profile.battery()
                .flatMap(curve -> battery(curve, Mapping.find(data, curve.from()), device, at, position))
                .ifPresent(observations::add);
        return observations;
    }

    private static Optional<Observation> battery(
            BatteryCurve curve, JsonNode decoded, Device device, Instant at, long position) {
        OptionalDouble number = decoded == null ? OptionalDouble.empty() : NumberText.number(decoded);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Value level = Value.of(curve.level(number.getAsDouble()));
        String said = Said.of(decoded, level, "");
        return Optional.of(
                new Observation(device.id(), Property.BATTERY_LEVEL, level, at, Quality.GOOD, position, "", said));
    }

    private static Observation observation(
            Mapping mapping, Device device, JsonNode decoded, Value value, Instant at, long position) {
        PropertyDefinition property = mapping.property();
        Quality quality = property.judge(value);
        return new Observation(
                device.id(),
                property.definition().property(),
                value,
                at,
                quality,
                position,
                quality == Quality.GOOD ? "" : property.doubt(value),
                Said.of(decoded, value, mapping.unit()));
    }

    private static Result senml(Device device, DeviceProfile profile, DeviceMessage message, long position) {
        List<Senml.Entry> entries;
        try {
            entries =
                    Senml.parse(message.payload(), message.format() == PayloadFormat.SENML_CBOR, message.receivedAt());
        } catch (IllegalArgumentException e) {
            return new Result.Rejected("bad-senml", e.getMessage());
        }
        List<Observation> observations = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Senml.Entry entry : entries) {
            Optional<Observation> battery = profile.battery()
                    .filter(curve -> isNamed(entry.name(), curve.from()))
                    .flatMap(curve -> battery(curve, entry.value(), device, entry.at(), position));
            battery.ifPresent(observations::add);
            List<Mapping> mappings = find(profile, entry.name());
            if (mappings.isEmpty() && battery.isEmpty() && warnings.size() < MOST_REMARKS) {
                warnings.add("\"" + entry.name() + "\" is not in profile " + device.profile());
            }
            for (Mapping mapping : mappings) {
                mapping.normalise(entry.value())
                        .ifPresentOrElse(
                                value -> observations.add(
                                        observation(mapping, device, entry.value(), value, entry.at(), position)),
                                () -> warnings.add(mapping.remark(entry.value())));
            }
        }
        if (observations.isEmpty()) {
            return new Result.Rejected(
                    "nothing-known",
                    "no record is in profile " + device.profile() + ": " + String.join("; ", warnings));
        }
        return new Result.Decoded(observations, warnings);
    }

    /** One record may say several things, such as a lamp's level also whether it is lit. */
    private static List<Mapping> find(DeviceProfile profile, String name) {
        return profile.mappings().stream()
                .filter(mapping -> isNamed(name, mapping.from()))
                .toList();
    }

    private static boolean isNamed(String name, String from) {
        return name.equals(from) || name.endsWith("/" + from) || name.endsWith(":" + from);
    }

    /** What the network says of the device's battery, on the scale of the vocabulary. */
    private Result status(Device device, DeviceProfile profile, DeviceMessage message, long position) {
        Map<String, Double> said = new LinkedHashMap<>();
        try {
            for (Senml.Entry entry : Senml.parse(message.payload(), false, message.receivedAt())) {
                if (entry.value().isNumber()) {
                    said.put(entry.name(), entry.value().doubleValue());
                }
            }
        } catch (IllegalArgumentException e) {
            return new Result.Rejected("bad-senml", e.getMessage());
        }
        List<Observation> observations = new ArrayList<>();
        Double battery = said.get("battery");
        if (battery != null && profile.info().properties().contains(Property.BATTERY_LEVEL)) {
            boolean possible = battery >= 0 && battery <= 100;
            observations.add(new Observation(
                    device.id(),
                    Property.BATTERY_LEVEL,
                    Value.of(battery / 100),
                    message.receivedAt(),
                    possible ? Quality.GOOD : Quality.OUT_OF_RANGE,
                    position,
                    possible ? "" : "found " + battery + " %, expected 0..100",
                    battery + " %"));
        }
        return new Result.Decoded(observations, List.of());
    }

    private static String join(JsonNode texts) {
        return String.join("; ", texts(texts));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size() && i < MOST_REMARKS; i++) {
            String text = array.get(i).asText();
            texts.add(text.length() > 300 ? text.substring(0, 300) + "…" : text);
        }
        return texts;
    }
}
