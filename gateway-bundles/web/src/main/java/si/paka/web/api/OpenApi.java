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
        Map<String, Object> login = described("log in; sets the session cookie", false);
        login.put("requestBody", body(Shape.body("user", "password")));
        add(paths, "/session", "POST", login);
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
        List<Object> parameters = new ArrayList<>();
        if (route.path().contains("{id}")) {
            parameters.add(parameter("id", "path", new Shape.Field("id", "string", true)));
        }
        route.shape().query().forEach(field -> parameters.add(parameter(field.name(), "query", field)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (!route.shape().body().isEmpty()) {
            operation.put("requestBody", body(route.shape()));
        }
        return operation;
    }

    private static Map<String, Object> parameter(String name, String where, Shape.Field field) {
        return Map.of("name", name, "in", where, "required", field.required(), "schema", schema(field));
    }

    private static Map<String, Object> body(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.body().forEach(field -> properties.put(field.name(), schema(field)));
        List<String> required = shape.body().stream()
                .filter(Shape.Field::required)
                .map(Shape.Field::name)
                .toList();
        Map<String, Object> object = Map.of("type", "object", "properties", properties, "required", required);
        Map<String, Object> schema = shape.array() ? Map.of("type", "array", "items", object) : object;
        return Map.of("required", true, "content", Map.of("application/json", Map.of("schema", schema)));
    }

    private static Map<String, Object> schema(Shape.Field field) {
        return field.type().equals("instant")
                ? Map.of("type", "string", "format", "date-time")
                : Map.of("type", field.type());
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
