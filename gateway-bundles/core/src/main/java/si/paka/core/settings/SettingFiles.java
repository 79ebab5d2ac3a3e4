package si.paka.core.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code etc/<pid>.cfg.json}: one JSON object of that component's keys. A bad file is refused, the others count. */
final class SettingFiles {
    private static final Logger log = LoggerFactory.getLogger(SettingFiles.class);
    private static final String ENDING = ".cfg.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SettingFiles() {}

    /** Settings by PID, of all files that could be read. */
    static Map<String, Dictionary<String, Object>> read(Path etc) throws IOException {
        Map<String, Dictionary<String, Object>> all = new TreeMap<>();
        if (!Files.isDirectory(etc)) {
            return all;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(etc)) {
            files = found.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            readFile(file, all, name.substring(0, name.length() - ENDING.length()));
        }
        return all;
    }

    private static void readFile(Path file, Map<String, Dictionary<String, Object>> all, String pid)
            throws IOException {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (!root.isObject()) {
                log.error("{} line 1: expected one JSON object of settings; the file is not used", file);
                return;
            }
            all.put(pid, asDictionary(file, root));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            log.error(
                    "{} line {}: {}; the file is not used",
                    file,
                    at == null ? "?" : at.getLineNr(),
                    e.getOriginalMessage());
        }
    }

    private static Dictionary<String, Object> asDictionary(Path file, JsonNode root) {
        Dictionary<String, Object> settings = new Hashtable<>();
        root.fields().forEachRemaining(field -> {
            Object value = plain(field.getValue());
            if (value == null) {
                log.error(
                        "{} key {}: found {}, expected a text, number, true, false or a list of texts",
                        file,
                        field.getKey(),
                        field.getValue().getNodeType());
            } else {
                settings.put(field.getKey(), value);
            }
        });
        return settings;
    }

    private static Object plain(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            String[] texts = new String[node.size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = node.get(i).asText();
            }
            return texts;
        }
        return null;
    }
}
