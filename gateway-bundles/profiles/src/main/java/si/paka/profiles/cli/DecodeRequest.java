package si.paka.profiles.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecResult;

/** One call of a codec, as asked for on the command line or in a line of a batch; its answer is one line of JSON. */
record DecodeRequest(JsonNode request) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWNER = "cli";

    /** @throws IllegalArgumentException telling what is wrong with what was asked */
    String answer(CodecHost codecs) {
        CodecResult result = result(codecs);
        return result.isDecoded() ? result.json() : errors(result.reason());
    }

    private CodecResult result(CodecHost codecs) {
        if (!request.isObject()) {
            throw new IllegalArgumentException("found " + request.getNodeType() + ", expected a JSON object");
        }
        String direction = request.path("direction").asText("up");
        int port = port(direction.equals("encode") ? 0 : 1);
        return switch (direction) {
            case "up" -> codecs.decodeUplink(codec(), OWNER, hex(), port, receivedAt(), variables());
            case "down" -> codecs.decodeDownlink(codec(), OWNER, hex(), port, receivedAt(), variables());
            case "encode" -> codecs.encodeDownlink(codec(), OWNER, data(), port, variables());
            case "normalize" -> codecs.normalizeUplink(codec(), OWNER, data(), receivedAt(), variables());
            default ->
                throw new IllegalArgumentException(
                        "direction is \"" + direction + "\", expected up, down, encode or normalize");
        };
    }

    private Path codec() {
        String name = request.path("codec").asText();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("codec is missing, expected a file");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("codec is \"" + name + "\", expected a file", e);
        }
    }

    private int port(int otherwise) {
        JsonNode port = request.path("fPort");
        if (port.isMissingNode() || port.isNull()) {
            return otherwise;
        }
        if (!port.isIntegralNumber() || port.asInt() < 0 || port.asInt() > 255) {
            throw new IllegalArgumentException("fPort is " + port + ", expected 0..255");
        }
        return port.asInt();
    }

    private byte[] hex() {
        String text = request.path("hex").asText().replaceAll("\\s", "");
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hex is \"" + text + "\", expected pairs of hexadecimal digits", e);
        }
    }

    private String data() {
        if (!request.has("data")) {
            throw new IllegalArgumentException("data is missing, expected what the codec is given");
        }
        return request.get("data").toString();
    }

    private Instant receivedAt() {
        String text = request.path("recvTime").asText("");
        try {
            return text.isEmpty() ? Instant.now() : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "time of reception is \"" + text + "\", expected such as 2026-11-22T16:00:00Z", e);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        request.path("variables")
                .fields()
                .forEachRemaining(
                        one -> variables.put(one.getKey(), one.getValue().asText()));
        return variables;
    }

    static String errors(String why) {
        return JSON.createObjectNode()
                .set("errors", JSON.createArrayNode().add(why))
                .toString();
    }
}
