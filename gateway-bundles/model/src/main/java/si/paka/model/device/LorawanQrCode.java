package si.paka.model.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is printed on a LoRaWAN device (TR005-1.0.0): {@code LW:D0:<JoinEUI>:<DevEUI>:<ProfileID>}, then extensions in any order. The root
 * key is never in it. A checksum is not checked: its calculation is not published with the codes.
 *
 * @param joinEui 16 hex digits in lower case
 * @param devEui 16 hex digits in lower case
 * @param vendorId 4 hex digits in lower case
 * @param vendorProfileId 4 hex digits in lower case
 * @param serial extension S
 * @param ownerToken extension O
 */
public record LorawanQrCode(
        String joinEui,
        String devEui,
        String vendorId,
        String vendorProfileId,
        Optional<String> serial,
        Optional<String> ownerToken) {
    private static final Pattern EUI = Pattern.compile("[0-9A-Fa-f]{16}");
    private static final Pattern PROFILE = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final int LONGEST = 512;
    private static final int FIXED_PARTS = 5;

    /** @throws IllegalArgumentException saying which part is wrong and what was expected */
    public static LorawanQrCode parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (text.length() > LONGEST || parts.length < FIXED_PARTS || !parts[0].equals("LW") || !parts[1].equals("D0")) {
            throw new IllegalArgumentException(
                    "qr is not a code of TR005, expected LW:D0:<JoinEUI>:<DevEUI>:<ProfileID>");
        }
        check("JoinEUI", parts[2], EUI, "16 hex digits");
        check("DevEUI", parts[3], EUI, "16 hex digits");
        check("ProfileID", parts[4], PROFILE, "8 hex digits");
        String profile = parts[4].toLowerCase(Locale.ROOT);
        return new LorawanQrCode(
                parts[2].toLowerCase(Locale.ROOT),
                parts[3].toLowerCase(Locale.ROOT),
                profile.substring(0, 4),
                profile.substring(4),
                extension(parts, 'S'),
                extension(parts, 'O'));
    }

    private static void check(String name, String part, Pattern form, String expected) {
        if (!form.matcher(part).matches()) {
            throw new IllegalArgumentException(
                    "qr has a " + name + " of " + part.length() + " characters, expected " + expected);
        }
    }

    private static Optional<String> extension(String[] parts, char letter) {
        for (int i = FIXED_PARTS; i < parts.length; i++) {
            if (parts[i].length() > 1 && parts[i].charAt(0) == letter) {
                return Optional.of(parts[i].substring(1));
            }
        }
        return Optional.empty();
    }
}
