package si.paka.profiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** A place in a YAML file that knows its name, so that what is wrong can be told with file and key. */
final class YamlNode {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final String place;
    private final JsonNode node;

    private YamlNode(Path file, String place, JsonNode node) {
        this.file = file;
        this.place = place;
        this.node = node;
    }

    static YamlNode read(Path file) throws ProfileException {
        YamlNode root = readList(file);
        if (!root.node.isObject()) {
            throw new ProfileException(file + " line 1: expected a mapping of keys");
        }
        return root;
    }

    /** A file whose whole is not a mapping of keys; JSON is YAML, too. */
    static YamlNode readList(Path file) throws ProfileException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProfileException(
                        file + ": found " + Files.size(file) + " bytes, expected at most " + LARGEST);
            }
            ObjectMapper mapper = file.toString().endsWith(".json") ? JSON : YAML;
            JsonNode root = mapper.readTree(file.toFile());
            if (root == null || root.isMissingNode()) {
                throw new ProfileException(file + " line 1: found nothing");
            }
            return new YamlNode(file, "", root);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ProfileException(file + " line " + line + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ProfileException(file + ": " + e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    JsonNode tree() {
        return node;
    }

    ProfileException wrong(String key, String problem) {
        String at = place + key;
        return new ProfileException(
                file + " line " + YamlLines.of(file, at) + (at.isEmpty() ? "" : " key " + at) + ": " + problem);
    }

    void allowOnly(Set<String> keys) throws ProfileException {
        for (String key : names()) {
            if (!keys.contains(key)) {
                throw wrong(
                        key,
                        "is not known here, expected one of "
                                + keys.stream().sorted().toList());
            }
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    String text(String key) throws ProfileException {
        return findText(key).orElseThrow(() -> wrong(key, "is missing, expected a text"));
    }

    Optional<String> findText(String key) throws ProfileException {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.isContainerNode()) {
            throw wrong(key, "found " + value.getNodeType() + ", expected a text");
        }
        return Optional.of(value.asText());
    }

    Duration duration(String key) throws ProfileException {
        try {
            return Durations.parse(text(key));
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage());
        }
    }

    OptionalDouble findNumber(String key) throws ProfileException {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            throw wrong(key, "found \"" + value.asText() + "\", expected a number");
        }
        return OptionalDouble.of(value.doubleValue());
    }

    double number(String key) throws ProfileException {
        return findNumber(key).orElseThrow(() -> wrong(key, "is missing, expected a number"));
    }

    OptionalInt findInt(String key) throws ProfileException {
        OptionalDouble number = findNumber(key);
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsDouble());
    }

    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean otherwise) {
        return node.path(key).asBoolean(otherwise);
    }

    Optional<JsonNode> find(String key) {
        return has(key) ? Optional.of(node.get(key)) : Optional.empty();
    }

    /** Numbers of a list; empty if there is none. */
    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        node.path(key).forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    /** A list of lists of two numbers. */
    List<double[]> pairs(String key) {
        List<double[]> pairs = new ArrayList<>();
        node.path(key)
                .forEach(pair -> pairs.add(
                        new double[] {pair.path(0).doubleValue(), pair.path(1).doubleValue()}));
        return pairs;
    }

    /** The values of a mapping, in order; empty if there is none. */
    Map<String, JsonNode> values(String key) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        node.path(key).fields().forEachRemaining(field -> values.put(field.getKey(), field.getValue()));
        return values;
    }

    YamlNode child(String key) throws ProfileException {
        JsonNode value = node.get(key);
        if (value == null || !value.isObject()) {
            throw wrong(key, "is missing, expected a mapping");
        }
        return new YamlNode(file, place + key + ".", value);
    }

    Optional<YamlNode> findChild(String key) throws ProfileException {
        return has(key) ? Optional.of(child(key)) : Optional.empty();
    }

    /** A list of texts; empty if the key is missing. */
    List<String> texts(String key) throws ProfileException {
        JsonNode value = node.get(key);
        List<String> texts = new ArrayList<>();
        if (value != null && !value.isNull() && !value.isArray()) {
            throw wrong(key, "found " + value.getNodeType() + ", expected a list of texts");
        }
        for (int i = 0; value != null && i < value.size(); i++) {
            if (value.get(i).isContainerNode()) {
                throw wrong(key, "found " + value.get(i).getNodeType() + ", expected a text");
            }
            texts.add(value.get(i).asText());
        }
        return texts;
    }

    List<YamlNode> list(String key) throws ProfileException {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(key, "found " + value.getNodeType() + ", expected a list");
        }
        List<YamlNode> children = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            children.add(new YamlNode(file, place + key + "[" + i + "].", value.get(i)));
        }
        return children;
    }
}
