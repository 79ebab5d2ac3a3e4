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
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.port.MessageDecoder;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;

/** From bytes to normalised observations: codec or SenML, then the profile's mapping, then the vocabulary's range. */
public final class Normaliser implements MessageDecoder {
    private static final int MOST_REMARKS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final java.util.function.Supplier<ProfileLibrary> library;
    private final CodecHost codecs;

    public Normaliser(java.util.function.Supplier<ProfileLibrary> library, CodecHost codecs) {
        this.library = library;
        this.codecs = codecs;
    }

    @Override
    public Result decode(Device device, DeviceMessage message, long position) {
        DeviceProfile profile = library.get().profile(device.profile()).orElse(null);
        if (profile == null) {
            return new Result.Rejected("no-profile", "profile " + device.profile() + " is not installed");
        }
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
                                value -> observations.add(observation(mapping, device, value, at, position)),
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
        if (decoded == null || !decoded.isNumber()) {
            return Optional.empty();
        }
        double level = curve.level(decoded.doubleValue());
        return Optional.of(
                new Observation(device.id(), Property.BATTERY_LEVEL, Value.of(level), at, Quality.GOOD, position));
    }

    private static Observation observation(Mapping mapping, Device device, Value value, Instant at, long position) {
        return new Observation(
                device.id(),
                mapping.property().definition().property(),
                value,
                at,
                mapping.property().judge(value),
                position);
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
            Mapping mapping = find(profile, entry.name());
            if (mapping == null) {
                if (battery.isEmpty() && warnings.size() < MOST_REMARKS) {
                    warnings.add("\"" + entry.name() + "\" is not in profile " + device.profile());
                }
                continue;
            }
            mapping.normalise(entry.value())
                    .ifPresentOrElse(
                            value -> observations.add(observation(mapping, device, value, entry.at(), position)),
                            () -> warnings.add(mapping.remark(entry.value())));
        }
        if (observations.isEmpty()) {
            return new Result.Rejected(
                    "nothing-known",
                    "no record is in profile " + device.profile() + ": " + String.join("; ", warnings));
        }
        return new Result.Decoded(observations, warnings);
    }

    private static Mapping find(DeviceProfile profile, String name) {
        for (Mapping mapping : profile.mappings()) {
            if (isNamed(name, mapping.from())) {
                return mapping;
            }
        }
        return null;
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
            Quality quality = battery >= 0 && battery <= 100 ? Quality.GOOD : Quality.OUT_OF_RANGE;
            observations.add(new Observation(
                    device.id(),
                    Property.BATTERY_LEVEL,
                    Value.of(battery / 100),
                    message.receivedAt(),
                    quality,
                    position));
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
