package si.paka.web;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.model.access.LorawanKeys;
import si.paka.model.device.LorawanQrCode;

/**
 * LoRaWAN keys as they are filled in: {@code lorawan.joinEui} and {@code lorawan.appKey}, or {@code lorawan.devAddr}, {@code
 * lorawan.nwkSKey} and {@code lorawan.appSKey}; a {@code qr} gives address and JoinEUI. A key is never repeated in a problem.
 */
final class LorawanForm {
    private static final List<String> ABP = List.of("lorawan.devAddr", "lorawan.nwkSKey", "lorawan.appSKey");

    private LorawanForm() {}

    /** Fills in what the code on the device tells and nobody has typed. */
    static void readCode(Map<String, String> fields, List<String> problems) {
        String text = fields.getOrDefault("qr", "");
        if (text.isBlank()) {
            return;
        }
        try {
            LorawanQrCode code = LorawanQrCode.parse(text);
            fields.putIfAbsent("transport", "lorawan");
            fields.putIfAbsent("address", code.devEui());
            fields.putIfAbsent("lorawan.joinEui", code.joinEui());
            if (!fields.get("address").equalsIgnoreCase(code.devEui())) {
                problems.add("address is \"" + fields.get("address") + "\", but the code on the device says "
                        + code.devEui());
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    /** The keys; empty if none were filled in. What is wrong goes to the problems. */
    static Optional<LorawanKeys> keys(Map<String, String> fields, List<String> problems) {
        boolean personalised = ABP.stream().anyMatch(name -> !text(fields, name).isEmpty());
        if (personalised) {
            Optional<byte[]> address = hex(fields, "lorawan.devAddr", 4, problems);
            Optional<byte[]> network = hex(fields, "lorawan.nwkSKey", LorawanKeys.KEY_BYTES, problems);
            Optional<byte[]> application = hex(fields, "lorawan.appSKey", LorawanKeys.KEY_BYTES, problems);
            if (address.isEmpty() || network.isEmpty() || application.isEmpty()) {
                return Optional.empty();
            }
            int devAddr = Integer.parseUnsignedInt(HexFormat.of().formatHex(address.get()), 16);
            return Optional.of(new LorawanKeys.Abp(devAddr, network.get(), application.get()));
        }
        if (text(fields, "lorawan.appKey").isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> joinEui = hex(fields, "lorawan.joinEui", 8, problems);
        Optional<byte[]> appKey = hex(fields, "lorawan.appKey", LorawanKeys.KEY_BYTES, problems);
        if (joinEui.isEmpty() || appKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LorawanKeys.Otaa(HexFormat.of().formatHex(joinEui.get()), appKey.get()));
    }

    private static Optional<byte[]> hex(Map<String, String> fields, String name, int bytes, List<String> problems) {
        String text = text(fields, name).toLowerCase(Locale.ROOT).replaceAll("[ :-]", "");
        if (text.matches("[0-9a-f]{" + 2 * bytes + "}")) {
            return Optional.of(HexFormat.of().parseHex(text));
        }
        problems.add(name + (text.isEmpty() ? " is missing" : " has " + text.length() + " characters") + ", expected "
                + 2 * bytes + " hex digits");
        return Optional.empty();
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
