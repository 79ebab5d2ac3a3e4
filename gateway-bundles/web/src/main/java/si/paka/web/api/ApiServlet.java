package si.paka.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.Principal;
import si.paka.web.Deeds;
import si.paka.web.Permissions;
import si.paka.web.Ports;
import si.paka.web.Problem;
import si.paka.web.Sessions;
import si.paka.web.Waiting;

/** {@code /api/v1}: finds the route, checks who asks, answers JSON or problem+json. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);

    private final transient Ports ports;
    private final transient Sessions sessions;
    private final transient List<Route> routes;

    public ApiServlet(Ports ports) {
        this.ports = ports;
        this.sessions = new Sessions(ports.accounts());
        this.routes = new Routes(ports).all();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.harden(response);
        try {
            answer(request, response);
        } catch (Problem e) {
            e.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
            problem(response, e.status(), e.getMessage());
        } catch (IllegalArgumentException e) {
            problem(response, 400, e.getMessage());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // at the edge of the loop: one failing request must not stop the others
            log.error("{} {} failed", request.getMethod(), request.getPathInfo(), e);
            problem(response, 500, "it failed; the cabinet's log says why");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String method = request.getMethod();
        switch (path) {
            case "/openapi.json" -> json(response, 200, OpenApi.document(routes));
            case "/metrics" -> metrics(request, response);
            case "/session" -> session(request, response, method);
            default -> route(request, response, method, path);
        }
    }

    private void route(HttpServletRequest http, HttpServletResponse response, String method, String path)
            throws Exception {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            Optional<String> name = route.match(path);
            if (name.isPresent() && route.method().equals(method)) {
                Principal who = route.roles().isEmpty() ? null : permitted(http, route);
                Object answer = route.handler().answer(new Request(http, who, name.get()));
                if (answer == null) {
                    response.setStatus(204);
                } else {
                    json(response, 200, answer);
                }
                return;
            }
            name.ifPresent(n -> methods.add(route.method()));
        }
        if (!methods.isEmpty()) {
            response.setHeader("Allow", String.join(", ", methods));
            throw new Problem(405, method + " is not possible here, expected " + methods);
        }
        throw new Problem(404, "there is nothing at /api/v1" + path + "; see /api/v1/openapi.json");
    }

    private Principal permitted(HttpServletRequest http, Route route) {
        Principal who = sessions.find(http).orElseThrow(() -> new Problem(401, "log in, or send a bearer token"));
        Deeds.require(who, route.roles());
        if (isForgeable(http)) {
            throw new Problem(403, "send Content-Type: application/json, or a header X-Requested-With, with a session");
        }
        return who;
    }

    /** A form on another site can make a browser send this with its cookie; JSON and other headers it can't. */
    private static boolean isForgeable(HttpServletRequest http) {
        String type = http.getContentType();
        return http.getMethod().equals("POST")
                && http.getHeader("Authorization") == null
                && http.getHeader("X-Requested-With") == null
                && (type == null || !type.startsWith("application/json"));
    }

    private void session(HttpServletRequest request, HttpServletResponse response, String method) throws Exception {
        if (method.equals("POST")) {
            JsonNode body = new Request(request, null, "").body();
            String secret = Waiting.await(ports.accounts()
                    .login(
                            Request.text(body, "user"),
                            Request.text(body, "password").toCharArray()));
            response.addCookie(Sessions.cookie(secret));
            response.setStatus(204);
        } else if (method.equals("DELETE")) {
            sessions.secret(request).ifPresent(ports.accounts()::logout);
            Cookie gone = Sessions.cookie("");
            gone.setMaxAge(0);
            response.addCookie(gone);
            response.setStatus(204);
        } else {
            response.setHeader("Allow", "DELETE, POST");
            throw new Problem(405, method + " is not possible here, expected POST or DELETE");
        }
    }

    private void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            throw new Problem(405, request.getMethod() + " is not possible here, expected GET");
        }
        Principal who = sessions.find(request).orElseThrow(() -> new Problem(401, "log in, or send a bearer token"));
        Deeds.require(who, Permissions.OBSERVE_GATEWAY);
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.getOutputStream().write(MetricsText.of(ports.metrics().get()).getBytes(StandardCharsets.UTF_8));
    }

    private static void json(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        byte[] bytes = Request.JSON.writeValueAsBytes(body);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void problem(HttpServletResponse response, int status, String detail) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title(status));
        body.put("status", status);
        body.put("detail", detail);
        response.setStatus(status);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType("application/problem+json");
        response.getOutputStream().write(Request.JSON.writeValueAsBytes(body));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not logged in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many attempts";
            case 422 -> "Not complete";
            case 503 -> "Not now";
            default -> "Failed";
        };
    }
}
