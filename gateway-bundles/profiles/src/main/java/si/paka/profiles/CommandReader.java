package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.model.Value;
import si.paka.model.device.CommandSpec;
import si.paka.model.device.CommandSpec.Argument;

/** Reads the {@code commands} of a profile. */
final class CommandReader {
    private final Map<String, CommandSpec> specs = new LinkedHashMap<>();
    private final Map<String, CommandEncoding.Command> encodings = new LinkedHashMap<>();

    CommandReader(YamlNode commands, boolean hasCodec) throws ProfileException {
        for (String name : commands.names()) {
            YamlNode command = commands.child(name);
            Map<String, JsonNode> told = command.values("values");
            CommandEncoding encoding = encoding(name, command);
            if (encoding instanceof CommandEncoding.Call && !hasCodec) {
                throw commands.wrong(name, "found neither writes nor execute, expected one of them or a codec");
            }
            specs.put(
                    name,
                    new CommandSpec(
                            name,
                            argument(command, told),
                            command.findText("unit").orElse(""),
                            command.text("meaning")));
            encodings.put(name, new CommandEncoding.Command(encoding, told));
        }
    }

    Map<String, CommandSpec> specs() {
        return specs;
    }

    Map<String, CommandEncoding.Command> encodings() {
        return encodings;
    }

    private static Argument argument(YamlNode command, Map<String, JsonNode> told) throws ProfileException {
        if (!told.isEmpty()) {
            return new Argument.Choice(List.copyOf(told.keySet()));
        }
        if (!command.has("minimum")) {
            return new Argument.None();
        }
        double minimum = command.number("minimum");
        double maximum = command.number("maximum");
        if (maximum < minimum) {
            throw command.wrong("maximum", "found " + maximum + ", expected " + minimum + " or more");
        }
        return new Argument.Range(minimum, maximum);
    }

    private static CommandEncoding encoding(String name, YamlNode command) throws ProfileException {
        if (command.has("writes")) {
            List<CommandEncoding.Write> writes = new ArrayList<>();
            for (YamlNode write : command.list("writes")) {
                writes.add(write(write));
            }
            return new CommandEncoding.Writes(writes);
        }
        if (command.has("execute")) {
            YamlNode execute = command.child("execute");
            return new CommandEncoding.Execute(
                    execute.text("path"), execute.findText("arguments").orElse(""));
        }
        return call(name, command.findChild("encode"));
    }

    private static CommandEncoding.Write write(YamlNode write) throws ProfileException {
        return new CommandEncoding.Write(
                write.text("path"),
                CommandEncoding.As.valueOf(write.findText("as").orElse("number").toUpperCase(Locale.ROOT)),
                write.findNumber("scale").orElse(1),
                write.find("value").map(CommandReader::value));
    }

    private static Value value(JsonNode fixed) {
        return fixed.isNumber()
                ? Value.of(fixed.doubleValue())
                : fixed.isBoolean() ? Value.of(fixed.booleanValue()) : Value.of(fixed.asText());
    }

    private static CommandEncoding call(String name, Optional<YamlNode> encode) throws ProfileException {
        if (encode.isEmpty()) {
            return new CommandEncoding.Call(List.of(name), 1, 0, Optional.empty(), 0, true);
        }
        YamlNode node = encode.get();
        return new CommandEncoding.Call(
                List.of(node.findText("argument").orElse(name).split("\\.")),
                node.findNumber("scale").orElse(1),
                node.findNumber("offset").orElse(0),
                node.find("with").map(ObjectNode.class::cast),
                node.findInt("fPort").orElse(0),
                node.flag("confirmed", true));
    }
}
