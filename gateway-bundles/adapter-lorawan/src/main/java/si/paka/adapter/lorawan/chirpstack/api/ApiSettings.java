package si.paka.adapter.lorawan.chirpstack.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import si.paka.adapter.lorawan.chirpstack.Tls;

/**
 * How to reach ChirpStack's gRPC API and what to do there.
 *
 * @param tls empty without TLS
 * @param tenant UUID of the tenant that the key belongs to; empty if only what is there is used
 * @param application UUID or name of the application that this cabinet's devices are in
 * @param allDevices whether all LoRaWAN devices live there; else those whose keys the cabinet holds live at the built-in server
 * @param groups file with streets' multicast groups; empty for none
 */
record ApiSettings(
        String host,
        int port,
        Optional<SSLSocketFactory> tls,
        ApiKey key,
        String tenant,
        String application,
        Mode mode,
        boolean allDevices,
        Optional<Path> groups) {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int PLAIN_PORT = 8080;
    private static final int TLS_PORT = 443;
    private static final int LONGEST_NAME = 100;

    /** What happens to differences between register and server. */
    enum Mode {
        /** They are not looked for. */
        OFF,
        /** They are shown; a person applies them. */
        REPORT,
        /** They are shown, then put right. */
        APPLY
    }

    /**
     * Checks the settings.
     *
     * @param home relative files are below it
     * @throws IllegalArgumentException naming key, value and what is accepted
     */
    static ApiSettings of(
            Path home,
            String url,
            String key,
            String keyFile,
            Tls tls,
            String tenant,
            String application,
            String mode,
            String devices,
            String groups) {
        URI uri = parse(url);
        boolean secure = "https".equals(uri.getScheme());
        if (!tenant.isEmpty() && !isUuid(tenant)) {
            throw new IllegalArgumentException(
                    "chirpstack.api.tenant is \"" + tenant + "\", expected the tenant's UUID, as its page shows it");
        }
        if (application.isBlank() || application.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("chirpstack.api.application has " + application.length()
                    + " characters, expected an application's UUID or name, 1..100 characters");
        }
        if (key.isEmpty() == keyFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected one of chirpstack.api.keyFile and chirpstack.api.key with the API key of " + url);
        }
        return new ApiSettings(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : secure ? TLS_PORT : PLAIN_PORT,
                secure ? Optional.of(tls.sockets()) : Optional.empty(),
                key.isEmpty() ? ApiKey.in(home.resolve(keyFile)) : ApiKey.of(key),
                tenant,
                application,
                mode(mode),
                isAll(devices),
                groups.isEmpty() ? Optional.empty() : Optional.of(home.resolve(groups)));
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
            if (known && bare && uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text: it may hold a password
        }
        throw new IllegalArgumentException("chirpstack.api.url is not understood, expected http://host[:port] or"
                + " https://host[:port] without user, password and path");
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "off" -> Mode.OFF;
            case "report" -> Mode.REPORT;
            case "apply" -> Mode.APPLY;
            default ->
                throw new IllegalArgumentException(
                        "chirpstack.api.reconcile is \"" + text + "\", expected off, report or apply");
        };
    }

    private static boolean isAll(String devices) {
        if (!devices.equals("all") && !devices.equals("without-keys")) {
            throw new IllegalArgumentException(
                    "chirpstack.api.devices is \"" + devices + "\", expected all or without-keys");
        }
        return devices.equals("all");
    }

    static boolean isUuid(String text) {
        return UUID_FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
