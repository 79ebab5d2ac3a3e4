package si.paka.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import si.paka.web.Fakes;

/** The description of the API is true: what it names is there, and what is there it names. */
class OpenApiTest {
    private final ApiServlet servlet = new ApiServlet(Fakes.ports());

    private Fakes.Answer call(String method, String path, String body) throws IOException {
        Fakes.Answer answer = new Fakes.Answer();
        Map<String, String> headers = Map.of("authorization", "Bearer ADMIN", "content-type", "application/json");
        servlet.service(Fakes.request(method, path, headers, body), answer.asResponse());
        return answer;
    }

    private JsonNode document() throws IOException {
        return new ObjectMapper().readTree(call("GET", "/openapi.json", "").body());
    }

    @Test
    void everyOperationIsThere() throws IOException {
        Iterator<Map.Entry<String, JsonNode>> paths = document().path("paths").fields();
        while (paths.hasNext()) {
            Map.Entry<String, JsonNode> path = paths.next();
            Iterator<Map.Entry<String, JsonNode>> operations = path.getValue().fields();
            while (operations.hasNext()) {
                Map.Entry<String, JsonNode> operation = operations.next();
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String what = method + " " + path.getKey();
                assertFalse(operation.getValue().path("summary").asText().isBlank(), what);
                assertTrue(operation.getValue().has("responses"), what);
                parametersMatch(path.getKey(), operation.getValue());
                if (!path.getKey().equals("/events")) { // a servlet of its own
                    Fakes.Answer answer = call(method, path.getKey().replace("{id}", "x"), "{}");
                    assertNotEquals(405, answer.status, what);
                    assertFalse(answer.body().contains("there is nothing at"), what);
                }
            }
        }
    }

    private static void parametersMatch(String path, JsonNode operation) {
        int inPath = 0;
        for (JsonNode parameter : operation.path("parameters")) {
            inPath += parameter.path("in").asText().equals("path") ? 1 : 0;
            assertTrue(parameter.path("schema").has("type"), path);
        }
        assertEquals(path.contains("{") ? 1 : 0, inPath, path);
    }

    @Test
    void everyRouteIsDescribed() throws IOException {
        JsonNode paths = document().path("paths");
        for (Route route : new Routes(Fakes.ports()).all()) {
            JsonNode operation = paths.path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
            assertTrue(operation.isObject(), route.method() + " " + route.path());
            assertEquals(!route.roles().isEmpty(), operation.has("security"), route.path());
        }
    }

    @Test
    void aRequiredFieldThatIsMissingIsNamed() throws IOException {
        for (String path : new String[] {"/claim", "/tokens", "/users", "/session"}) {
            JsonNode schema = document()
                    .path("paths")
                    .path(path)
                    .path("post")
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            Fakes.Answer answer = call("POST", path, "{}");
            assertEquals(400, answer.status, path);
            boolean named = false;
            for (JsonNode field : schema.path("required")) {
                named |= answer.body().contains(field.asText() + " is ");
            }
            assertTrue(named, path + ": " + answer.body());
        }
    }
}
