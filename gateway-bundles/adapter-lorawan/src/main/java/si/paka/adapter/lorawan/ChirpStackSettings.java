package si.paka.adapter.lorawan;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach a ChirpStack v4 server's MQTT integration.
 *
 * @param applications topic level of the application id, {@code +} for all
 */
record ChirpStackSettings(
        String serverUri,
        Optional<String> user,
        char[] password,
        String clientId,
        String applications,
        Optional<String> trustStore) {

    /** @throws IllegalArgumentException naming key and what is accepted; the URL itself may hold a password */
    static ChirpStackSettings of(String url, String clientId, String applications, String trustStore) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrongUrl(), e);
        }
        boolean tls = "mqtts".equals(uri.getScheme());
        if (uri.getHost() == null || !tls && !"mqtt".equals(uri.getScheme())) {
            throw new IllegalArgumentException(wrongUrl());
        }
        if (!applications.matches("\\+|[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    "chirpstack.applications is \"" + applications + "\", expected + or one application id");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 8883 : 1883;
        String info = uri.getUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        return new ChirpStackSettings(
                (tls ? "ssl" : "tcp") + "://" + uri.getHost() + ":" + port,
                Optional.ofNullable(info).map(i -> colon < 0 ? i : i.substring(0, colon)),
                colon < 0 ? new char[0] : info.substring(colon + 1).toCharArray(),
                clientId,
                applications,
                trustStore.isBlank() ? Optional.empty() : Optional.of(trustStore));
    }

    private static String wrongUrl() {
        return "chirpstack.url is not understood, expected mqtt://host[:port] or mqtts://host[:port], or empty for none";
    }

    boolean isTls() {
        return serverUri.startsWith("ssl:");
    }

    @Override
    public String toString() {
        return serverUri;
    }
}
