package si.paka.provisioning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A row that tells a LoRaWAN device by its own columns: made into the columns that all devices have. */
final class LorawanRow {
    /** Columns that a list of LoRaWAN devices cannot do without, beside {@code devEui} or {@code qr}. */
    static final List<String> REQUIRED = List.of("profile", "owner");

    private static final Map<String, Pattern> HEX = Map.of(
            "devEui", hex(16), "joinEui", hex(16), "appKey", hex(32), "devAddr", hex(8), "nwkSKey", hex(32), "appSKey",
            hex(32));
    private static final List<String> KEYS = List.of("joinEui", "appKey", "devAddr", "nwkSKey", "appSKey");
    private static final Pattern QR = Pattern.compile("LW:D0:[0-9A-Fa-f]{16}:([0-9A-Fa-f]{16}):[0-9A-Fa-f]{8}(:.*)?");
    private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private LorawanRow() {}

    private static Pattern hex(int digits) {
        return Pattern.compile("[0-9A-Fa-f]{" + digits + "}");
    }

    /** Completes the fields in place; gives the column that is wrong, or an empty text. */
    static String complete(Map<String, String> fields) {
        String qr = fields.getOrDefault("qr", "");
        var code = QR.matcher(qr);
        if (!qr.isEmpty()) {
            if (!code.matches()) {
                return "qr";
            }
            fields.putIfAbsent("devEui", code.group(1));
        }
        for (Map.Entry<String, Pattern> column : HEX.entrySet()) {
            String text = fields.get(column.getKey());
            if (text != null && !column.getValue().matcher(text).matches()) {
                return column.getKey();
            }
        }
        boolean keyless = fields.containsKey("appKey") && !fields.containsKey("joinEui") && qr.isEmpty();
        if (keyless) {
            return "joinEui";
        }
        if (fields.containsKey("devEui")) {
            name(fields);
        }
        for (String key : KEYS) {
            String text = fields.remove(key);
            if (text != null) {
                fields.put("lorawan." + key, text.toLowerCase(Locale.ROOT));
            }
        }
        return "";
    }

    private static void name(Map<String, String> fields) {
        String devEui = fields.remove("devEui").toLowerCase(Locale.ROOT);
        String name = fields.getOrDefault("name", "");
        fields.putIfAbsent("transport", "lorawan");
        fields.putIfAbsent("address", devEui);
        fields.putIfAbsent("asset", ASSET.matcher(name).matches() ? name : devEui);
        fields.putIfAbsent("consent", "none");
    }

    /** What was expected of a column; what was found may be a key and is not repeated. */
    static String expected(String column) {
        return switch (column) {
            case "qr" -> "is not a code of TR005, expected LW:D0:<JoinEUI>:<DevEUI>:<ProfileID>";
            case "devEui", "joinEui" -> "expected 16 hex digits";
            case "devAddr" -> "expected 8 hex digits";
            default -> "expected 32 hex digits";
        };
    }
}
