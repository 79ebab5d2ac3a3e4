package si.paka.profiles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import si.paka.profiles.ExampleRunner;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;
import si.paka.profiles.codec.CodecResult;

/** {@code paka profile test} and {@code paka profile decode}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class ProfileCommands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USAGE = """
            usage: paka profile test DIR
                   paka profile decode --codec FILE.js --fport N --hex BYTES [--direction up|down] [--received-at ISO]
                   paka profile decode --batch FILE.jsonl""";

    public int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length == 2 && args[0].equals("test")) {
                return test(Path.of(args[1]), out, err);
            }
            if (args.length > 1 && args[0].equals("decode")) {
                return decode(options(args), out);
            }
            throw new IllegalArgumentException("expected test or decode");
        } catch (IllegalArgumentException e) {
            err.println("paka: " + e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (IOException | UncheckedIOException e) {
            err.println("paka: " + e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 >= args.length) {
                throw new IllegalArgumentException("expected a value after " + args[i]);
            }
            options.put(args[i].substring(2), args[i + 1]);
        }
        return options;
    }

    private static int test(Path dir, PrintStream out, PrintStream err) throws IOException {
        if (!Files.isDirectory(dir)) {
            throw new IllegalArgumentException(dir + " is not a folder");
        }
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ExampleRunner.Report report = new ExampleRunner(codecs).run(dir);
            report.failures().forEach(err::println);
            out.println(report.passed() + " passed, " + report.failures().size() + " failed");
            return report.failures().isEmpty() ? 0 : 1;
        }
    }

    private static int decode(Map<String, String> options, PrintStream out) throws IOException {
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            if (options.containsKey("batch")) {
                return batch(codecs, Path.of(options.get("batch")), out);
            }
            ObjectNode request = JSON.createObjectNode();
            request.put("codec", need(options, "codec"));
            request.put("fPort", Integer.parseInt(need(options, "fport")));
            request.put("hex", need(options, "hex"));
            request.put("direction", options.getOrDefault("direction", "up"));
            if (options.containsKey("received-at")) {
                request.put("recvTime", options.get("received-at"));
            }
            String answer = answer(codecs, request);
            out.println(answer);
            return JSON.readTree(answer).has("errors") ? 1 : 0;
        }
    }

    private static String need(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected --" + name);
        }
        return value;
    }

    private static int batch(CodecHost codecs, Path file, PrintStream out) throws IOException {
        try (var lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (!line.isBlank()) {
                    out.println(lineAnswer(codecs, line));
                }
            }
        }
        return 0;
    }

    private static String lineAnswer(CodecHost codecs, String line) throws IOException {
        try {
            return answer(codecs, JSON.readTree(line));
        } catch (IllegalArgumentException | IOException e) {
            return errors(e.getMessage());
        }
    }

    private static String answer(CodecHost codecs, JsonNode request) throws IOException {
        Path codec = Path.of(request.path("codec").asText());
        int port = request.path("fPort").asInt(1);
        String direction = request.path("direction").asText("up");
        Instant at = request.has("recvTime") ? instant(request.get("recvTime").asText()) : Instant.now();
        CodecResult result = switch (direction) {
            case "up" -> codecs.decodeUplink(codec, "cli", hex(request), port, at, Map.of());
            case "down" -> codecs.decodeDownlink(codec, "cli", hex(request), port, at, Map.of());
            case "encode" ->
                codecs.encodeDownlink(
                        codec,
                        "cli",
                        JSON.writeValueAsString(request.path("data")),
                        request.path("fPort").asInt(0),
                        Map.of());
            default ->
                throw new IllegalArgumentException("direction is \"" + direction + "\", expected up, down or encode");
        };
        return result.isDecoded() ? asLine(result.json()) : errors(result.reason());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "time of reception is \"" + text + "\", expected such as 2026-11-22T16:00:00Z", e);
        }
    }

    private static byte[] hex(JsonNode request) {
        String text = request.path("hex").asText().replace(" ", "");
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hex is \"" + text + "\", expected pairs of hexadecimal digits", e);
        }
    }

    /** Empty lists of errors and warnings are left out; with errors there is no data. */
    private static String asLine(String json) throws IOException {
        JsonNode answer = JSON.readTree(json);
        ObjectNode line = JSON.createObjectNode();
        boolean failed =
                answer.path("errors").isArray() && !answer.path("errors").isEmpty();
        for (String name : failed ? List.of("errors", "warnings") : List.of("data", "bytes", "fPort", "warnings")) {
            JsonNode value = answer.get(name);
            if (value != null && !(value.isArray() && value.isEmpty() && name.equals("warnings"))) {
                line.set(name, value);
            }
        }
        return JSON.writeValueAsString(line);
    }

    private static String errors(String why) throws IOException {
        return JSON.writeValueAsString(Map.of("errors", List.of(String.valueOf(why))));
    }
}
