package si.paka.adapter.lorawan.station;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Frame;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.RxTime;

/**
 * What a Basics Station sends up (lorabasics/basicstation, {@code src/s2e.c}): it takes frames apart, this puts them together again. Key
 * spelling differs between versions, so case does not count. Pure.
 */
final class StationMessage {
    private final Map<String, JsonNode> fields = new HashMap<>();

    StationMessage(JsonNode object) {
        object.fields()
                .forEachRemaining(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    }

    String type() {
        return text("msgtype");
    }

    long number(String key) {
        JsonNode node = fields.get(key);
        return node == null ? 0 : node.asLong();
    }

    double real(String key) {
        JsonNode node = fields.get(key);
        return node == null ? Double.NaN : node.asDouble(Double.NaN);
    }

    String text(String key) {
        JsonNode node = fields.get(key);
        return node == null ? "" : node.asText("");
    }

    /** The frame it tells of; empty if it is not whole. */
    Optional<HeardFrame> frame(String gateway, Instant at, long at_us) {
        Optional<DataRate> rate = DataRate.of((int) number("dr"));
        JsonNode upinfo = fields.get("upinfo");
        byte[] phy;
        try {
            phy = phy();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not hexadecimal: counted by the caller
        }
        long frequency_Hz = number("freq");
        boolean known = rate.isPresent()
                && upinfo != null
                && upinfo.isObject()
                && phy.length > 0
                && phy.length <= Frame.LONGEST
                && frequency_Hz >= 863_000_000L
                && frequency_Hz < 870_000_000L;
        if (!known) {
            return Optional.empty();
        }
        StationMessage info = new StationMessage(upinfo);
        return Optional.of(new HeardFrame(
                gateway,
                phy,
                rate.get(),
                frequency_Hz,
                bounded(info.real("rssi"), -150, -30),
                bounded(info.real("snr"), -40, 30),
                new RxTime(info.number("xtime"), info.number("rctx")),
                at,
                at_us));
    }

    private static double bounded(double value, double least, double most) {
        return Double.isNaN(value) ? least : Math.max(least, Math.min(most, value));
    }

    private byte[] phy() {
        return switch (type()) {
            case "jreq" -> joinRequest();
            case "updf" -> data();
            case "propdf" -> HexFormat.of().parseHex(text("frmpayload"));
            default -> new byte[0];
        };
    }

    private byte[] joinRequest() {
        String hex = hex(number("mhdr"), 1)
                + reversed(eui("joineui"))
                + reversed(eui("deveui"))
                + hex(number("devnonce"), 2)
                + hex(number("mic"), 4);
        return HexFormat.of().parseHex(hex);
    }

    private String eui(String key) {
        JsonNode node = fields.get(key);
        return node == null ? "" : StationId.parse(node).orElse("");
    }

    private byte[] data() {
        long port = fields.containsKey("fport") ? number("fport") : -1;
        String hex = hex(number("mhdr"), 1)
                + hex(number("devaddr"), 4)
                + hex(number("fctrl"), 1)
                + hex(number("fcnt"), 2)
                + text("fopts")
                + (port >= 0 ? hex(port, 1) + text("frmpayload") : "")
                + hex(number("mic"), 4);
        return HexFormat.of().parseHex(hex);
    }

    /** Least significant byte first. */
    private static String hex(long value, int width) {
        StringBuilder text = new StringBuilder(2 * width);
        for (int i = 0; i < width; i++) {
            text.append(String.format("%02x", value >>> 8 * i & 0xff));
        }
        return text.toString();
    }

    private static String reversed(String hex) {
        StringBuilder text = new StringBuilder(hex.length());
        for (int i = hex.length(); i > 0; i -= 2) {
            text.append(hex, i - 2, i);
        }
        return text.toString();
    }
}
