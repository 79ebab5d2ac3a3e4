package si.paka.uplink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import si.paka.model.port.RemoteCommands.Request;
import si.paka.model.port.RemoteCommands.Result;

/** Bodies of {@code /cmd/<requestId>} and {@code /cmd-result/<requestId>}. */
final class CommandTopic {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_REASON = 500;

    private CommandTopic() {}

    static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }

    /** @throws IllegalArgumentException saying what is wrong and what was expected */
    static Request read(String target, String requestId, byte[] payload) {
        if (!isRequestId(requestId)) {
            throw new IllegalArgumentException("requestId is not understood, expected " + REQUEST_ID.pattern());
        }
        if (payload.length > LONGEST) {
            throw new IllegalArgumentException("body has " + payload.length + " bytes, expected at most " + LONGEST);
        }
        JsonNode body;
        try {
            body = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("body is not JSON: " + e.getMessage(), e);
        }
        if (body == null || !body.isObject()) {
            throw new IllegalArgumentException("body is not a JSON object");
        }
        return new Request(
                requestId,
                target,
                text(body, "target"),
                text(body, "command"),
                value(body.path("value")),
                instant(text(body, "expiresAt")),
                text(body, "issuedBy"),
                reason(body));
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(name + " is missing, expected a text of 1..200 characters");
        }
        return value.textValue();
    }

    private static String reason(JsonNode body) {
        JsonNode reason = body.path("reason");
        boolean absent = reason.isMissingNode() || reason.isNull();
        if (!absent && (!reason.isTextual() || reason.textValue().length() > LONGEST_REASON)) {
            throw new IllegalArgumentException(
                    "reason is not understood, expected a text of at most " + LONGEST_REASON + " characters");
        }
        return absent ? "" : reason.textValue();
    }

    private static Map<String, Object> value(JsonNode value) {
        if (value.isNumber()) {
            return Map.of("value", value.numberValue());
        }
        if (value.isTextual()) {
            return Map.of("value", value.textValue());
        }
        if (value.isBoolean()) {
            return Map.of("value", value.booleanValue());
        }
        if (value.isMissingNode() || value.isNull()) {
            return Map.of();
        }
        throw new IllegalArgumentException(
                "value is " + value.getNodeType() + ", expected a number, text, true or false");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expiresAt is \"" + text + "\", expected an instant such as 2026-11-22T18:00:00Z", e);
        }
    }

    static byte[] write(Result result) {
        ObjectNode body = JSON.createObjectNode();
        body.put("outcome", result.outcome());
        body.put("reason", result.reason());
        body.put("at", result.at().toString());
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
