package si.paka.profiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads SenML packs (RFC 8428) in JSON and CBOR: base name, base time, base value, and relative times. */
final class Senml {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final int MOST_RECORDS = 200;
    /** Times below this are relative to now (RFC 8428, 4.5.3). */
    private static final double RELATIVE = 268_435_456;

    private static final double LONGEST_AGO_s = 10 * 366 * 86_400.0;
    private static final double LATEST_s = 32_503_680_000.0; // the year 3000
    private static final int VERSION = 10;
    /** RFC 8428, 4.5.1: the characters of a resolved name; LwM2M paths begin with a slash. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9:./_-]{0,254}");

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
            understood(record, i);
            baseName = text(record, "bn", "-2", baseName, i);
            baseTime = number(record, "bt", "-3", baseTime, i);
            baseValue = number(record, "bv", "-5", baseValue, i);
            JsonNode value = value(record, baseValue, i);
            if (value != null) {
                String name = name(baseName + text(record, "n", "0", "", i), i);
                double time = baseTime + number(record, "t", "6", 0, i);
                entries.add(new Entry(name, value, at(time, receivedAt, i)));
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
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(at, name, "found " + kind(value) + ", expected a number");
        }
        return value.doubleValue();
    }

    private static String text(JsonNode record, String name, String label, String otherwise, int at) {
        JsonNode value = field(record, name, label);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw wrong(at, name, "found " + kind(value) + ", expected a text");
        }
        return value.textValue();
    }

    private static String name(String name, int at) {
        if (!NAME.matcher(name).matches()) {
            String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
            throw wrong(at, "n", "found \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\", expected " + NAME.pattern());
        }
        return name;
    }

    /** Fields ending in an underscore must be understood or the pack refused (RFC 8428, 4.4); so must a newer version. */
    private static void understood(JsonNode record, int at) {
        for (var names = record.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith("_")) {
                throw wrong(at, name.length() > 40 ? "…_" : name, "must be understood, but is not known here");
            }
        }
        double version = number(record, "bver", "-1", VERSION, at);
        if (version > VERSION || version < 1) {
            throw wrong(at, "bver", "found " + version + ", expected 1.." + VERSION);
        }
    }

    private static JsonNode value(JsonNode record, double baseValue, int at) {
        JsonNode number = field(record, "v", "2");
        JsonNode text = field(record, "vs", "3");
        JsonNode flag = field(record, "vb", "4");
        int given = (number.isMissingNode() ? 0 : 1) + (text.isMissingNode() ? 0 : 1) + (flag.isMissingNode() ? 0 : 1);
        if (given > 1) {
            throw wrong(at, "v", "found " + given + " values, expected one of v, vs, vb");
        }
        if (!number.isMissingNode()) {
            double value = number(record, "v", "2", 0, at);
            return baseValue == 0 ? number : DoubleNode.valueOf(value + baseValue);
        }
        if (!text.isMissingNode() && !text.isTextual()) {
            throw wrong(at, "vs", "found " + kind(text) + ", expected a text");
        }
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw wrong(at, "vb", "found " + kind(flag) + ", expected true or false");
        }
        return text.isTextual() ? text : flag.isBoolean() ? flag : null;
    }

    /** Nothing was observed later than it was received: a clock that is ahead is not believed. */
    private static Instant at(double time, Instant receivedAt, int record) {
        if (time == 0) {
            return receivedAt;
        }
        if (!(time > -LONGEST_AGO_s && time < LATEST_s)) {
            throw wrong(record, "t", "found " + time + ", expected seconds since 1970 or, below 2^28, from now");
        }
        long millis = Math.round(time * 1000);
        Instant at = time < RELATIVE ? receivedAt.plusMillis(millis) : Instant.ofEpochMilli(millis);
        return at.isAfter(receivedAt) ? receivedAt : at;
    }

    private static IllegalArgumentException wrong(int record, String field, String problem) {
        return new IllegalArgumentException("record " + record + " field " + field + ": " + problem);
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
    }
}
