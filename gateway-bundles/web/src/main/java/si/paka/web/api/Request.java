package si.paka.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import si.paka.model.access.Principal;
import si.paka.web.Problem;

/**
 * A request to one route.
 *
 * @param who null on open routes
 * @param name what stood in the path at the route's {@code {id}}; empty if it has none
 */
record Request(HttpServletRequest http, Principal who, String name) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 1 << 20;
    private static final int LARGEST_LIST = 8 << 20;

    JsonNode body() throws IOException {
        return body(LARGEST);
    }

    /** For lists: a cabinet's devices fit in. */
    JsonNode largeBody() throws IOException {
        return body(LARGEST_LIST);
    }

    private JsonNode body(int largest) throws IOException {
        String type = http.getContentType();
        if (type == null || !type.startsWith("application/json")) {
            throw new Problem(415, "Content-Type is " + type + ", expected application/json");
        }
        byte[] bytes = http.getInputStream().readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw new Problem(413, "body is larger than " + largest + " bytes");
        }
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body == null || body.isMissingNode()) {
                throw new Problem(400, "body is empty, expected JSON");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new Problem(
                    400,
                    "body is not JSON: " + e.getOriginalMessage() + " at line "
                            + e.getLocation().getLineNr());
        }
    }

    static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Problem(400, name + " is missing, expected a text");
        }
        return value.textValue();
    }

    static Instant instant(JsonNode body, String name) {
        return parse(name, text(body, name));
    }

    private static Instant parse(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Problem(400, name + " is \"" + text + "\", expected an instant such as 2026-11-22T18:00:00Z");
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(http.getParameter(name)).filter(value -> !value.isBlank());
    }

    int countParameter(String name, int otherwise, int most) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("\\d{1,6}")) {
            int count = Integer.parseInt(text.get());
            if (count >= 1 && count <= most) {
                return count;
            }
        }
        throw new Problem(400, name + " is \"" + text.get() + "\", expected 1.." + most);
    }

    Instant instantParameter(String name, Instant otherwise) {
        return parameter(name).map(text -> parse(name, text)).orElse(otherwise);
    }
}
