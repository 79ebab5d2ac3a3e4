package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;

/** Published examples in our form. */
final class PublishedExamples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishedExamples() {}

    static ObjectNode uplink(String description, JsonNode input, JsonNode output) {
        ObjectNode example = described(description);
        example.put("fPort", input.path("fPort").asInt(1));
        example.put("hex", hex(input.path("bytes")));
        Radios.copy(input, "recvTime", example, "recvTime");
        return judged(example, output);
    }

    static ObjectNode downlink(String description, JsonNode input, JsonNode output) {
        ObjectNode example = described(description);
        example.put("fPort", input.path("fPort").asInt(1));
        example.put("down", hex(input.path("bytes")));
        return judged(example, output);
    }

    static ObjectNode encoded(String description, JsonNode input, JsonNode output) {
        ObjectNode example = described(description);
        example.set("encode", input.path("data"));
        String expected = output.path("errors").isEmpty()
                ? output.path("fPort").asText() + ":" + hex(output.path("bytes"))
                : "refused: " + output.path("errors").get(0).asText();
        return example.put("expected", expected);
    }

    private static ObjectNode judged(ObjectNode example, JsonNode output) {
        if (output.path("errors").isArray() && !output.path("errors").isEmpty()) {
            return example.put("error", output.path("errors").get(0).asText());
        }
        Radios.copy(output, "data", example, "decoded");
        if (output.path("warnings").isArray() && !output.path("warnings").isEmpty()) {
            example.set("warnings", output.get("warnings"));
        }
        return example;
    }

    private static ObjectNode described(String description) {
        String text = description.isBlank() ? "as published" : description.strip();
        return JSON.createObjectNode().put("description", text.length() > 400 ? text.substring(0, 400) : text);
    }

    private static String hex(JsonNode bytes) {
        if (bytes.isTextual()) {
            return bytes.asText().replaceAll("[^0-9a-fA-F]", "");
        }
        StringBuilder hex = new StringBuilder();
        bytes.forEach(one -> hex.append(HexFormat.of().toHexDigits((byte) one.asInt())));
        return hex.toString();
    }
}
