package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import si.paka.model.Property;
import si.paka.model.Value;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.device.CommandSpec;
import si.paka.model.device.CommandSpec.Argument;
import si.paka.model.device.Device;
import si.paka.model.port.CommandEncoder;
import si.paka.profiles.CommandEncoding.As;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;

/** Says a command as the device's profile does: LwM2M resources to write or execute, or the codec's encoder. */
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
        return encode(device, Property.DIMMING_LEVEL.name(), Map.of("value", ((DimmingLevel) value).percent()));
    }

    @Override
    public Result encode(Device device, String command, Map<String, Object> arguments) {
        DeviceProfile profile = library.get().profile(device.profile()).orElse(null);
        if (profile == null) {
            return new Result.Refused("profile " + device.profile() + " is not installed");
        }
        CommandSpec spec = profile.info().commands().get(command);
        if (spec == null) {
            return new Result.Refused("command is \"" + command + "\", expected one of "
                    + profile.info().commands().keySet().stream().sorted().toList());
        }
        Object value = arguments.get("value");
        Optional<String> problem = problem(spec, value);
        if (problem.isPresent()) {
            return new Result.Refused(problem.get());
        }
        CommandEncoding.Command how = profile.commands().get(command);
        return told(device, profile, how.encoding(), asTold(how, value));
    }

    private static Optional<String> problem(CommandSpec spec, Object value) {
        if (spec.argument() instanceof Argument.Choice choice) {
            return choice.names().contains(String.valueOf(value))
                    ? Optional.empty()
                    : Optional.of(spec.name() + " is " + value + ", expected one of " + choice.names());
        }
        if (spec.argument() instanceof Argument.Range range) {
            if (!(value instanceof Number number)) {
                return Optional.of("value is " + value + ", expected a number");
            }
            double found = number.doubleValue();
            return found >= range.minimum() && found <= range.maximum()
                    ? Optional.empty()
                    : Optional.of(
                            spec.name() + " is " + found + ", expected " + range.minimum() + ".." + range.maximum());
        }
        return value == null ? Optional.empty() : Optional.of(spec.name() + " takes no value, found " + value);
    }

    private static JsonNode asTold(CommandEncoding.Command how, Object value) {
        if (!how.told().isEmpty()) {
            return how.told().get(String.valueOf(value));
        }
        return value instanceof Number number ? plain(number.doubleValue()) : NullNode.getInstance();
    }

    private Result told(Device device, DeviceProfile profile, CommandEncoding how, JsonNode value) {
        if (how instanceof CommandEncoding.Writes writes) {
            return new Result.Encoded(new EncodedCommand.Writes(writes.writes().stream()
                    .map(write -> new EncodedCommand.ResourceWrite(write.path(), written(write, value)))
                    .toList()));
        }
        if (how instanceof CommandEncoding.Execute execute) {
            return new Result.Encoded(new EncodedCommand.Execute(
                    execute.path(), execute.arguments().replace("{value}", value.asText(""))));
        }
        return call(device, profile, (CommandEncoding.Call) how, value);
    }

    private static Value written(CommandEncoding.Write write, JsonNode value) {
        if (write.fixed().isPresent()) {
            return write.fixed().get();
        }
        if (write.as() == As.TEXT || write.as() == As.NUMBER && value.isTextual()) {
            return Value.of(value.asText());
        }
        double number = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.asDouble() * write.scale();
        return write.as() == As.FLAG ? Value.of(number > 0) : Value.of(number);
    }

    private Result call(Device device, DeviceProfile profile, CommandEncoding.Call call, JsonNode value) {
        CodecResult result = codecs.encodeDownlink(
                profile.codec().orElseThrow(), device.owner(), data(call, value), call.port(), profile.variables());
        if (!result.isDecoded()) {
            return new Result.Refused(result.reason());
        }
        try {
            return asDownlink(JSON.readTree(result.json()), call.confirmed());
        } catch (IOException e) {
            return new Result.Refused("the codec's answer is not JSON: " + e.getMessage());
        }
    }

    /** What the codec's encoder is given, as JSON. */
    private static String data(CommandEncoding.Call call, JsonNode value) {
        ObjectNode data = call.with().map(ObjectNode::deepCopy).orElseGet(JSON::createObjectNode);
        if (!value.isNull()) {
            ObjectNode at = data;
            List<String> steps = call.argument();
            for (String step : steps.subList(0, steps.size() - 1)) {
                at = at.path(step).isObject() ? (ObjectNode) at.get(step) : at.putObject(step);
            }
            JsonNode told = value.isNumber() ? plain(value.doubleValue() * call.scale() + call.offset()) : value;
            at.set(steps.get(steps.size() - 1), told);
        }
        return data.toString();
    }

    private static JsonNode plain(double value) {
        double tidy = Math.rint(value * 1e9) / 1e9;
        return tidy == Math.rint(tidy) && Math.abs(tidy) < 1e15
                ? LongNode.valueOf((long) tidy)
                : DoubleNode.valueOf(tidy);
    }

    private static Result asDownlink(JsonNode answer, boolean confirmed) {
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
            JsonNode one = bytes.get(i);
            if (!one.isNumber() || one.asInt() < -128 || one.asInt() > 255) {
                return new Result.Refused("byte " + i + " of the codec's answer is " + one + ", expected 0..255");
            }
            payload[i] = (byte) one.asInt();
        }
        return new Result.Encoded(new EncodedCommand.Downlink(port, payload, confirmed));
    }
}
