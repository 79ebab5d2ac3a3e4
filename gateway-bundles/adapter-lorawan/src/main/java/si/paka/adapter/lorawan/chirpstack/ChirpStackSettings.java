package si.paka.adapter.lorawan.chirpstack;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * How to reach the broker of a ChirpStack v4 server's MQTT integration.
 *
 * @param serverUri as Paho wants it, {@code tcp://} or {@code ssl://}
 * @param applications topic level of the application id, {@code +} for all
 * @param tls sockets if the URL asks for TLS
 */
record ChirpStackSettings(
        String serverUri,
        Optional<String> user,
        char[] password,
        String clientId,
        String applications,
        Optional<SSLSocketFactory> tls) {
    private static final Pattern APPLICATIONS = Pattern.compile("\\+|[A-Za-z0-9-]{1,64}");
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,160}");
    private static final int MQTT_PORT = 1883;
    private static final int MQTTS_PORT = 8883;

    /**
     * Checks the settings.
     *
     * @param tls from what files; used if the URL asks for it
     * @throws IllegalArgumentException naming key and what is accepted; never the URL, which may hold a password
     */
    static ChirpStackSettings of(String url, String clientId, String applications, Tls tls) {
        URI uri = parse(url);
        boolean secure = "mqtts".equals(uri.getScheme());
        if (!APPLICATIONS.matcher(applications).matches()) {
            throw new IllegalArgumentException("chirpstack.applications is \"" + applications
                    + "\", expected + or one application id ([A-Za-z0-9-]{1,64})");
        }
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException(
                    "chirpstack.clientId is \"" + clientId + "\", expected " + CLIENT_ID.pattern());
        }
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? MQTTS_PORT : MQTT_PORT;
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        return new ChirpStackSettings(
                (secure ? "ssl" : "tcp") + "://" + uri.getHost() + ":" + port,
                Optional.ofNullable(info).map(i -> decode(colon < 0 ? i : i.substring(0, colon))),
                colon < 0 ? new char[0] : decode(info.substring(colon + 1)).toCharArray(),
                clientId,
                applications,
                secure ? Optional.of(tls.sockets()) : Optional.empty());
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean known = "mqtt".equals(uri.getScheme()) || "mqtts".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text and without this cause: both may hold a password
        }
        throw new IllegalArgumentException("chirpstack.url is not understood, expected mqtt://host[:port] or"
                + " mqtts://host[:port] with a port of 1..65535, or empty for none");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return serverUri;
    }
}
