package si.paka.simulators.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Talks to a gateway's API as one person or machine. Accepts any certificate: only for gateways started from here. */
public final class GatewayApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI page;
    private final HttpClient http;
    private String token = "";

    public GatewayApi(URI page) {
        this.page = page;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trustingAnybody())
                .cookieHandler(new CookieManager())
                .connectTimeout(PATIENCE)
                .build();
    }

    public URI page() {
        return page;
    }

    /** Whether {@code health} answers at all. */
    public boolean answers() {
        try {
            return get("/health").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the first administrator and logs in. */
    public void claim(String code, String user, String password) throws IOException {
        expect(post("/claim", Map.of("code", code, "user", user, "password", password)));
        expect(post("/session", Map.of("user", user, "password", password)));
    }

    /** From now on asks with this machine token. */
    public void use(String bearerToken) {
        token = bearerToken;
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public Answer delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    /** Passes success on; anything else is an exception with what the gateway said. */
    public static Answer expect(Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("the gateway answered " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve("/api/v1" + path))
                .timeout(PATIENCE)
                .header("Origin", page.toString());
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the gateway", e);
        }
    }

    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Status and body of an answer. */
    public record Answer(int status, String text) {
        /** The body as JSON; missing if it is none. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }
    }
}
