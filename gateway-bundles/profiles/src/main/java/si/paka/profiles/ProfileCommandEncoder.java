package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import si.paka.model.Property;
import si.paka.model.Value;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.device.CommandSpec;
import si.paka.model.device.Device;
import si.paka.model.port.CommandEncoder;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;

/** Says a command as the device's profile does: LwM2M resources to write, or the codec's {@code encodeDownlink}. */
public final class ProfileCommandEncoder implements CommandEncoder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 222; // EU868, DR4 and up (RP002-1.0.4, table 13)

    private final Supplier<ProfileLibrary> library;
    private final CodecHost codecs;

    public ProfileCommandEncoder(Supplier<ProfileLibrary> library, CodecHost codecs) {
        this.library = library;
        this.codecs = codecs;
    }

    @Override
    public Result encode(Device device, CommandValue value) {
        return encode(device, Property.DIMMING_LEVEL.name(), ((DimmingLevel) value).percent());
    }

    @Override
    public Result encode(Device device, String command, Map<String, Object> arguments) {
        if (!(arguments.get("value") instanceof Number number)) {
            return new Result.Refused("value is " + arguments.get("value") + ", expected a number");
        }
        return encode(device, command, number.doubleValue());
    }

    private Result encode(Device device, String command, double value) {
        DeviceProfile profile = library.get().profile(device.profile()).orElse(null);
        if (profile == null) {
            return new Result.Refused("profile " + device.profile() + " is not installed");
        }
        CommandSpec spec = profile.info().commands().get(command);
        if (spec == null) {
            return new Result.Refused("command is \"" + command + "\", expected one of "
                    + profile.info().commands().keySet().stream().sorted().toList());
        }
        if (!(value >= spec.minimum() && value <= spec.maximum())) {
            return new Result.Refused(
                    command + " is " + value + ", expected " + spec.minimum() + ".." + spec.maximum());
        }
        List<DeviceProfile.WriteSpec> writes = profile.writes().get(command);
        return writes != null ? writes(writes, value) : downlink(device, profile, command, value);
    }

    private static Result writes(List<DeviceProfile.WriteSpec> writes, double value) {
        return new Result.Encoded(new EncodedCommand.Writes(writes.stream()
                .map(write -> new EncodedCommand.ResourceWrite(
                        write.path(), write.asFlag() ? Value.of(value > 0) : Value.of(value)))
                .toList()));
    }

    private Result downlink(Device device, DeviceProfile profile, String command, double value) {
        if (profile.codec().isEmpty()) {
            return new Result.Refused("profile " + device.profile() + " does not say how to encode " + command);
        }
        CodecResult result = codecs.encodeDownlink(
                profile.codec().get(),
                device.owner(),
                "{\"" + command + "\":" + plain(value) + "}",
                profile.variables());
        if (!result.isDecoded()) {
            return new Result.Refused(result.reason());
        }
        try {
            return asDownlink(JSON.readTree(result.json()));
        } catch (IOException e) {
            return new Result.Refused("the codec's answer is not JSON: " + e.getMessage());
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Result asDownlink(JsonNode answer) {
        if (answer.path("errors").isArray() && !answer.path("errors").isEmpty()) {
            return new Result.Refused(answer.path("errors").get(0).asText());
        }
        JsonNode bytes = answer.path("bytes");
        int port = answer.path("fPort").asInt(1);
        if (!bytes.isArray() || bytes.isEmpty() || bytes.size() > LONGEST || port < 1 || port > 223) {
            return new Result.Refused("the codec gave " + bytes.size() + " bytes for port " + port + ", expected 1.."
                    + LONGEST + " bytes and port 1..223");
        }
        byte[] payload = new byte[bytes.size()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) bytes.get(i).asInt();
        }
        return new Result.Encoded(new EncodedCommand.Downlink(port, payload, true));
    }
}
