package si.paka.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The API's description (OpenAPI 3.1), made from the routes themselves. */
final class OpenApi {
    private OpenApi() {}

    static Map<String, Object> document(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            add(paths, route.path(), route.method(), operation(route));
        }
        add(paths, "/metrics", "GET", described("counters and gauges as Prometheus text", true));
        add(paths, "/events", "GET", described("server-sent events: device, decision, alarms, register", true));
        add(paths, "/session", "POST", described("log in: {user, password}; sets the session cookie", false));
        add(paths, "/session", "DELETE", described("log out", false));
        add(paths, "/openapi.json", "GET", described("this document", false));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Paka", "version", "1"));
        document.put("servers", List.of(Map.of("url", "/api/v1")));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "securitySchemes",
                        Map.of(
                                "token", Map.of("type", "http", "scheme", "bearer"),
                                "session", Map.of("type", "apiKey", "in", "cookie", "name", "paka")),
                        "responses",
                        Map.of(
                                "problem",
                                Map.of(
                                        "description",
                                        "what is wrong and what was expected",
                                        "content",
                                        Map.of(
                                                "application/problem+json",
                                                Map.of("schema", Map.of("type", "object")))))));
        return document;
    }

    private static void add(
            Map<String, Map<String, Object>> paths, String path, String method, Map<String, Object> operation) {
        paths.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(method.toLowerCase(Locale.ROOT), operation);
    }

    private static Map<String, Object> operation(Route route) {
        Map<String, Object> operation =
                described(route.summary(), !route.roles().isEmpty());
        if (!route.roles().isEmpty()) {
            operation.put("description", "for " + new TreeSet<>(route.roles()));
        }
        if (route.path().contains("{id}")) {
            operation.put(
                    "parameters",
                    List.of(Map.of("name", "id", "in", "path", "required", true, "schema", Map.of("type", "string"))));
        }
        if (route.method().equals("POST")) {
            operation.put(
                    "requestBody",
                    Map.of(
                            "content",
                            Map.of("application/json", Map.of("schema", Map.of("type", List.of("object", "array"))))));
        }
        return operation;
    }

    private static Map<String, Object> described(String summary, boolean closed) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", summary);
        if (closed) {
            operation.put("security", List.of(Map.of("token", List.of()), Map.of("session", new ArrayList<>())));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("2XX", Map.of("description", "done"));
        responses.put("4XX", Map.of("$ref", "#/components/responses/problem"));
        operation.put("responses", responses);
        return operation;
    }
}
