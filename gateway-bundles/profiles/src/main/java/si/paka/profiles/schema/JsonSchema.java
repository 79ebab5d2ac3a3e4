package si.paka.profiles.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A JSON Schema (draft 2020-12, core and validation) as far as our own schemas use it, with {@code format} asserted. A schema that
 * uses a keyword beyond that is refused when it is read, so that nothing goes unchecked. Immutable; safe from several threads.
 *
 * <p>Why not a validator from the shelf: decision 0005.
 */
public final class JsonSchema {
    /** Say nothing about what is valid. */
    private static final Set<String> REMARKS =
            Set.of("$schema", "$id", "$defs", "title", "description", "default", "examples", "$comment");

    private static final int MOST_PROBLEMS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    /**
     * @throws IOException if it can't be read, is not JSON, or asserts by a keyword that is not known here
     */
    public static JsonSchema read(Path file) throws IOException {
        JsonSchema schema = new JsonSchema(JSON.readTree(file.toFile()));
        schema.understood(file, "", schema.root);
        return schema;
    }

    private void understood(Path file, String place, JsonNode schema) throws IOException {
        if (schema.isBoolean()) {
            return;
        }
        if (!schema.isObject()) {
            throw new IOException(file + " key " + place + ": found " + schema.getNodeType() + ", expected a schema");
        }
        for (var fields = schema.fields(); fields.hasNext(); ) {
            var field = fields.next();
            String at = place + "/" + field.getKey();
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "properties", "patternProperties", "$defs" -> {
                    for (var inner = value.fields(); inner.hasNext(); ) {
                        var one = inner.next();
                        understood(file, at + "/" + one.getKey(), one.getValue());
                    }
                }
                case "allOf", "anyOf", "oneOf", "prefixItems" -> {
                    for (int i = 0; i < value.size(); i++) {
                        understood(file, at + "/" + i, value.get(i));
                    }
                }
                case "additionalProperties", "propertyNames", "items", "not", "if", "then", "else" ->
                    understood(file, at, value);
                case "pattern" -> compile(file, at, value.asText());
                case "$ref" -> {
                    if (!value.asText().startsWith("#/")) {
                        throw new IOException(file + " key " + at + ": found \"" + value.asText()
                                + "\", expected a place in this file, e.g. #/$defs/path");
                    }
                }
                default -> {
                    if (!REMARKS.contains(field.getKey()) && !Assertions.KNOWN.contains(field.getKey())) {
                        throw new IOException(file + " key " + at + ": this keyword is not known here");
                    }
                }
            }
        }
    }

    private void compile(Path file, String place, String pattern) throws IOException {
        try {
            pattern(pattern);
        } catch (PatternSyntaxException e) {
            throw new IOException(file + " key " + place + ": " + e.getMessage(), e);
        }
    }

    Pattern pattern(String pattern) {
        return patterns.computeIfAbsent(pattern, Pattern::compile);
    }

    JsonNode resolve(String reference) {
        return root.at(reference.substring(1));
    }

    /** What is wrong with it, in the order of the document, the first five; empty if it is as the schema says. */
    public List<Problem> check(JsonNode instance) {
        List<Problem> problems = new ArrayList<>();
        new Assertions(this, problems).check(root, "", instance);
        return problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS));
    }

    /**
     * One thing that is wrong.
     *
     * @param place e.g. {@code observations[2].scale}; empty for the whole
     * @param text what was found and what was expected
     */
    public record Problem(String place, String text) {}
}
