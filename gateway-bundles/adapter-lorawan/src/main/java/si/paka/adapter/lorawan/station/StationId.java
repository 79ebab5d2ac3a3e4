package si.paka.adapter.lorawan.station;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** The ways a Basics Station writes an EUI: {@code b827:ebff:fe11:2233} (ID6), {@code B8-27-…}, hex, a number. Pure. */
final class StationId {
    private static final int GROUPS = 4;

    private StationId() {}

    /** 16 hex digits in lower case; empty if it is none of these. */
    static Optional<String> parse(JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(String.format("%016x", node.bigIntegerValue().longValue()));
        }
        String text = node.asText("").toLowerCase(Locale.ROOT);
        if (text.contains(":")) {
            return id6(text);
        }
        String plain = text.replace("-", "");
        return plain.matches("[0-9a-f]{16}") ? Optional.of(plain) : Optional.empty();
    }

    /** Four groups of sixteen bits; one run of zero groups may be left out as in IPv6. */
    private static Optional<String> id6(String text) {
        if (!text.matches("[0-9a-f:]{2,19}") || text.indexOf("::") != text.lastIndexOf("::")) {
            return Optional.empty();
        }
        int gap = text.indexOf("::");
        String[] head = split(gap < 0 ? text : text.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : split(text.substring(gap + 2));
        if (head.length + tail.length > GROUPS || gap < 0 && head.length != GROUPS) {
            return Optional.empty();
        }
        StringBuilder eui = new StringBuilder(16);
        boolean shaped = true;
        for (int i = 0; i < GROUPS; i++) {
            String group = i < head.length ? head[i] : i < GROUPS - tail.length ? "0" : tail[i - GROUPS + tail.length];
            shaped &= !group.isEmpty() && group.length() <= 4;
            eui.append("0".repeat(Math.max(0, 4 - group.length()))).append(group);
        }
        return shaped ? Optional.of(eui.toString()) : Optional.empty();
    }

    private static String[] split(String groups) {
        return groups.isEmpty() ? new String[0] : groups.split(":", -1);
    }

    /** {@code 0011223344556677} as {@code 00-11-22-33-44-55-66-77}. */
    static String dashed(String eui) {
        StringBuilder text = new StringBuilder(23);
        for (int i = 0; i < eui.length(); i += 2) {
            text.append(i == 0 ? "" : "-").append(eui, i, i + 2);
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
