package si.paka.profiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads SenML packs (RFC 8428) in JSON and CBOR: base name, base time, base value, and relative times. */
final class Senml {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final int MOST_RECORDS = 200;
    /** Times below this are relative to now (RFC 8428, 4.5.3). */
    private static final double RELATIVE = 268_435_456;

    /** One resolved record. */
    record Entry(String name, JsonNode value, Instant at) {}

    private Senml() {}

    /** @throws IllegalArgumentException saying what is wrong, for the sender to read */
    static List<Entry> parse(byte[] payload, boolean cbor, Instant receivedAt) {
        JsonNode pack = tree(payload, cbor);
        if (!pack.isArray()) {
            throw new IllegalArgumentException("found " + kind(pack) + ", expected a SenML array of records");
        }
        if (pack.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("found " + pack.size() + " records, expected at most " + MOST_RECORDS);
        }
        List<Entry> entries = new ArrayList<>();
        String baseName = "";
        double baseTime = 0;
        double baseValue = 0;
        for (int i = 0; i < pack.size(); i++) {
            JsonNode record = pack.get(i);
            if (!record.isObject()) {
                throw new IllegalArgumentException("record " + i + ": found " + kind(record) + ", expected a map");
            }
            baseName = field(record, "bn", "-2").asText(baseName);
            baseTime = number(record, "bt", "-3", baseTime, i);
            baseValue = number(record, "bv", "-5", baseValue, i);
            JsonNode value = value(record, baseValue);
            if (value != null) {
                String name = baseName + field(record, "n", "0").asText("");
                double time = baseTime + number(record, "t", "6", 0, i);
                entries.add(new Entry(name, value, at(time, receivedAt)));
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("found no record with a value (v, vs, vb)");
        }
        return entries;
    }

    private static JsonNode tree(byte[] payload, boolean cbor) {
        try {
            JsonNode tree = (cbor ? CBOR : JSON).readTree(payload);
            if (tree == null || tree.isMissingNode()) {
                throw new IllegalArgumentException("found an empty payload, expected SenML");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = cbor || e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new IllegalArgumentException(
                    "not " + (cbor ? "CBOR" : "JSON") + ": " + e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not " + (cbor ? "CBOR" : "JSON") + ": " + e.getMessage(), e);
        }
    }

    /** CBOR labels are numbers; Jackson gives them as texts. */
    private static JsonNode field(JsonNode record, String name, String label) {
        JsonNode value = record.get(name);
        return value != null ? value : record.path(label);
    }

    private static double number(JsonNode record, String name, String label, double otherwise, int at) {
        JsonNode value = field(record, name, label);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException("record " + at + " field " + name + ": expected a number");
        }
        return value.doubleValue();
    }

    private static JsonNode value(JsonNode record, double baseValue) {
        JsonNode v = field(record, "v", "2");
        if (v.isNumber()) {
            return baseValue == 0
                    ? v
                    : com.fasterxml.jackson.databind.node.DoubleNode.valueOf(v.doubleValue() + baseValue);
        }
        JsonNode text = field(record, "vs", "3");
        if (text.isTextual()) {
            return text;
        }
        JsonNode flag = field(record, "vb", "4");
        return flag.isBoolean() ? BooleanNode.valueOf(flag.booleanValue()) : null;
    }

    private static Instant at(double time, Instant receivedAt) {
        if (time == 0) {
            return receivedAt;
        }
        if (time < RELATIVE) {
            Instant at = receivedAt.plusMillis(Math.round(time * 1000));
            return at.isAfter(receivedAt) ? receivedAt : at;
        }
        if (time > 32_503_680_000.0) {
            throw new IllegalArgumentException("time " + time + " lies after the year 3000");
        }
        long millis = Math.round(time * 1000);
        Instant at = Instant.ofEpochMilli(millis);
        return at.isAfter(receivedAt.plusSeconds(300)) ? receivedAt : at;
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
    }
}
