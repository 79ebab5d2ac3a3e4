package si.paka.adapter.lorawan.radio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A concentrator that may take part: {@code <eui>@<address>[;gain=<dBi>][;lat=<degrees>;lon=<degrees>]} with Semtech's protocol,
 * {@code <eui>@station;token=<sha-256>} or {@code ;cert=<sha-256>} for a Basics Station.
 *
 * @param eui 16 hex digits in lower case
 * @param address from which alone it speaks Semtech's protocol; empty for a Basics Station
 * @param gain_dBi of its antenna less the cable's loss, -10..20
 * @param tokenHash SHA-256 of the token that a Basics Station shows, 64 hex digits in lower case
 * @param certificateHash SHA-256 of the certificate that a Basics Station shows, 64 hex digits in lower case
 */
public record GatewaySettings(
        String eui,
        Optional<InetAddress> address,
        double gain_dBi,
        OptionalDouble latitude,
        OptionalDouble longitude,
        Optional<String> tokenHash,
        Optional<String> certificateHash) {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{16})@([^;\\s]+)((?:;[a-z]+=[^;\\s]+)*)");
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(%\\w+)?");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String EXPECTED =
            ", expected <EUI of 16 hex digits>@<IP address> or @station, then ;gain=-10..20, ;lat=-90..90, ;lon=-180..180,"
                    + " ;token= or ;cert= with a SHA-256";

    static GatewaySettings of(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            throw bad(line);
        }
        Map<String, String> more = new HashMap<>();
        for (String pair : form.group(3).split(";")) {
            if (!pair.isEmpty()) {
                more.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        boolean station = form.group(2).equals("station");
        GatewaySettings one = new GatewaySettings(
                form.group(1).toLowerCase(Locale.ROOT),
                station ? Optional.empty() : Optional.of(address(form.group(2), line)),
                number(more.remove("gain"), -10, 20, line).orElse(0),
                number(more.remove("lat"), -90, 90, line),
                number(more.remove("lon"), -180, 180, line),
                hash(more.remove("token"), line),
                hash(more.remove("cert"), line));
        boolean identified = one.tokenHash.isPresent() || one.certificateHash.isPresent();
        if (!more.isEmpty() || station != identified) {
            throw bad(line);
        }
        return one;
    }

    private static InetAddress address(String text, String line) {
        if (!LITERAL.matcher(text).matches()) { // a name would be looked up, and could be made to lead elsewhere
            throw bad(line);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw bad(line);
        }
    }

    private static OptionalDouble number(String text, double least, double most, String line) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw bad(line);
    }

    private static Optional<String> hash(String text, String line) {
        if (text == null) {
            return Optional.empty();
        }
        String plain = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!HASH.matcher(plain).matches()) {
            throw bad(line);
        }
        return Optional.of(plain);
    }

    private static IllegalArgumentException bad(String line) {
        return new IllegalArgumentException("lorawan.gateways has \"" + line + "\"" + EXPECTED);
    }
}
