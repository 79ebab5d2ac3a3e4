package si.paka.uplink;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * One platform to publish to.
 *
 * @param url {@code mqtt://} or {@code mqtts://}; may hold a password, so it is not shown
 * @param inflight messages that may wait for the platform's acknowledgement, 1..1000
 * @param tls sockets if the URL asks for TLS
 */
record TargetSettings(
        String name,
        URI url,
        Optional<String> user,
        char[] password,
        boolean version5,
        int inflight,
        String clientId,
        Optional<SSLSocketFactory> tls) {
    private static final String PREFIX = "uplink.";
    private static final String DEFAULT_INFLIGHT = "128";
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Set<String> KEYS = Set.of("url", "protocol", "inflight", "clientId", "trustStore");

    /**
     * Reads {@code uplink.<target>.url} and its neighbours.
     *
     * @throws IllegalArgumentException naming key, value and what is accepted
     */
    static Map<String, TargetSettings> read(Map<String, Object> settings, String defaultClientId) {
        Set<String> names = new TreeSet<>();
        for (String key : settings.keySet()) {
            if (key.startsWith(PREFIX)) {
                names.add(name(key));
            }
        }
        Map<String, TargetSettings> targets = new TreeMap<>();
        for (String name : names) {
            targets.put(name, readOne(name, settings, defaultClientId));
        }
        return targets;
    }

    private static String name(String key) {
        String[] parts = key.split("\\.");
        if (parts.length != 3 || !parts[1].matches("[a-z0-9-]{1,32}") || !KEYS.contains(parts[2])) {
            throw new IllegalArgumentException("there is no setting " + key + ", expected uplink.<target>.<"
                    + String.join("|", new TreeSet<>(KEYS)) + "> with a target of [a-z0-9-]{1,32}");
        }
        return parts[1];
    }

    private static TargetSettings readOne(String name, Map<String, Object> settings, String defaultClientId) {
        String key = PREFIX + name + ".";
        String text = text(settings, key + "url")
                .orElseThrow(() -> new IllegalArgumentException(
                        key + "url is missing, expected mqtt://host[:port] or mqtts://host[:port]"));
        URI url = url(key + "url", text);
        String info = url.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        Optional<String> user = Optional.ofNullable(info).map(i -> decode(colon < 0 ? i : i.substring(0, colon)));
        char[] password =
                colon < 0 ? new char[0] : decode(info.substring(colon + 1)).toCharArray();
        String protocol = text(settings, key + "protocol").orElse("3.1.1");
        if (!protocol.equals("3.1.1") && !protocol.equals("5")) {
            throw new IllegalArgumentException(key + "protocol is " + protocol + ", expected 3.1.1 or 5");
        }
        return new TargetSettings(
                name,
                url,
                user,
                password,
                protocol.equals("5"),
                inflight(key + "inflight", text(settings, key + "inflight").orElse(DEFAULT_INFLIGHT)),
                clientId(key + "clientId", text(settings, key + "clientId").orElse(defaultClientId + "-" + name)),
                "mqtts".equals(url.getScheme())
                        ? Optional.of(Trust.sockets(key + "trustStore", text(settings, key + "trustStore")))
                        : Optional.empty());
    }

    private static Optional<String> text(Map<String, Object> settings, String key) {
        return Optional.ofNullable(settings.get(key)).map(Object::toString).filter(text -> !text.isBlank());
    }

    private static URI url(String key, String text) {
        try {
            URI url = URI.create(text);
            boolean known = "mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme());
            if (known && url.getHost() != null && url.getPort() != 0 && url.getPort() <= 65_535) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text: it may hold a password
        }
        throw new IllegalArgumentException(
                key + " is not understood, expected mqtt://host[:port] or mqtts://host[:port]");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String clientId(String key, String text) {
        if (!CLIENT_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(key + " is \"" + text + "\", expected " + CLIENT_ID.pattern());
        }
        return text;
    }

    private static int inflight(String key, String text) {
        int value = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
        if (value < 1 || value > 1000) {
            throw new IllegalArgumentException(key + " is " + text + ", expected 1..1000");
        }
        return value;
    }

    boolean isTls() {
        return "mqtts".equals(url.getScheme());
    }

    /** As Paho wants it. */
    String serverUri() {
        int port = url.getPort() > 0 ? url.getPort() : isTls() ? 8883 : 1883;
        return (isTls() ? "ssl" : "tcp") + "://" + url.getHost() + ":" + port;
    }

    @Override
    public String toString() {
        return name + " at " + serverUri();
    }
}
