package si.paka.adapter.lorawan.chirpstack.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the file with streets' multicast sessions: {@code {"groups":[{"street","mcAddr","nwkSKey",…}]}}. */
final class GroupFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 1 << 20;
    private static final int MOST_GROUPS = 500;
    private static final Set<String> FIELDS =
            Set.of("street", "mcAddr", "nwkSKey", "appSKey", "dataRate", "frequency_Hz");

    private GroupFile() {}

    /**
     * By street.
     *
     * @throws IllegalArgumentException naming file, entry, field and what is expected; never a key
     */
    static Map<String, GroupKeys> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            return parse(file, JSON.readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            throw wrong(file, "line " + e.getLocation().getLineNr() + " is not JSON");
        } catch (IOException e) {
            throw wrong(file, e.toString());
        }
    }

    private static Map<String, GroupKeys> parse(Path file, JsonNode root) {
        JsonNode groups = root.path("groups");
        if (!groups.isArray() || groups.size() > MOST_GROUPS) {
            throw wrong(file, "groups is missing or no list of at most " + MOST_GROUPS);
        }
        Map<String, GroupKeys> byStreet = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            GroupKeys keys = group(file, i + 1, groups.get(i));
            if (byStreet.put(keys.street(), keys) != null) {
                throw wrong(file, "group " + (i + 1) + ": street \"" + keys.street() + "\" is there twice");
            }
        }
        return byStreet;
    }

    private static GroupKeys group(Path file, int at, JsonNode node) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw wrong(file, "group " + at + " has " + unknown + ", expected " + new TreeSet<>(FIELDS));
        }
        try {
            return new GroupKeys(
                    node.path("street").asText(),
                    node.path("mcAddr").asText(),
                    node.path("nwkSKey").asText(),
                    node.path("appSKey").asText(),
                    node.path("dataRate").asInt(3),
                    node.path("frequency_Hz").asLong(869_525_000L));
        } catch (IllegalArgumentException e) {
            throw wrong(file, "group " + at + ": " + e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("chirpstack.api.groups is " + file + ": " + what);
    }
}
