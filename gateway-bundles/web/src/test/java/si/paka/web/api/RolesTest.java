package si.paka.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import si.paka.model.access.Role;
import si.paka.web.Fakes;

/** Who may call what: the table of the roles, asked of the servlet itself. */
class RolesTest {
    /** V viewer, T technician, O operator, N network operator, W owner, A admin; * everybody, also without a login. */
    private static final String TABLE = """
            GET    /health                     *
            GET    /devices                    VTONWA
            POST   /devices                    TNA
            POST   /devices:import             TNA
            GET    /devices/{id}/observations  VTONWA
            POST   /devices/{id}/commands      TOA
            POST   /devices/{id}:approve       TNA
            GET    /devices/{id}               VTONWA
            DELETE /devices/{id}               NA
            GET    /overrides                  VTONWA
            POST   /overrides                  TOA
            DELETE /overrides/{id}             TOA
            GET    /decisions                  VTONWA
            GET    /alarms                     VTONWA
            POST   /alarms/{id}:ack            TONA
            GET    /profiles                   VTONWA
            GET    /streets                    VTONWA
            GET    /users                      A
            POST   /users                      A
            POST   /claim                      *
            POST   /tokens                     A
            GET    /metrics                    VTONA
            """;

    private static final Map<Role, String> LETTERS = Map.of(
            Role.VIEWER, "V",
            Role.TECHNICIAN, "T",
            Role.OPERATOR, "O",
            Role.NETWORK_OPERATOR, "N",
            Role.OWNER, "W",
            Role.ADMIN, "A");

    private final ApiServlet servlet = new ApiServlet(Fakes.ports());

    private Fakes.Answer call(String method, String path, Map<String, String> headers) throws IOException {
        Fakes.Answer answer = new Fakes.Answer();
        servlet.service(Fakes.request(method, path.replace("{id}", "lamp-1"), headers, "{}"), answer.asResponse());
        return answer;
    }

    @Test
    void everyCallIsForItsRolesAndNobodyElse() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String line : TABLE.lines().toList()) {
            String[] row = line.strip().split("\\s+");
            asked.add(row[0] + " " + row[1]);
            assertEquals(
                    row[2].equals("*"),
                    call(row[0], row[1], Map.of("content-type", "application/json")).status != 401,
                    line);
            for (Role role : Role.values()) {
                Map<String, String> headers =
                        Map.of("authorization", "Bearer " + role, "content-type", "application/json");
                int status = call(row[0], row[1], headers).status;
                boolean may = row[2].equals("*") || row[2].contains(LETTERS.get(role));
                assertEquals(may, status != 403 && status != 401, role + ": " + line + " -> " + status);
            }
        }
        Set<String> routes = new Routes(Fakes.ports())
                .all().stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new));
        routes.add("GET /metrics");
        assertEquals(routes, asked);
    }

    @Test
    void aSessionsPostMustNotBeForgeable() throws IOException {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
            Fakes.Answer answer =
                    call("POST", "/overrides", Map.of("authorization", "Bearer ADMIN", "content-type", type));
            assertEquals(415, answer.status, "a body that is no JSON is not read");
        }
    }

    @Test
    void problemsSayWhatIsExpected() throws IOException {
        Fakes.Answer answer = call("PATCH", "/devices", Map.of("authorization", "Bearer ADMIN"));
        assertEquals(405, answer.status);
        assertEquals("GET, POST", answer.headers.get("Allow"));
        assertEquals("application/problem+json", answer.headers.get("Content-Type"));
        assertEquals("Bearer", call("GET", "/devices", Map.of()).headers.get("WWW-Authenticate"));
        Map<String, String> expected = new TreeMap<>(Map.of(
                "/devices/lamp-1/observations?", "there is nothing at",
                "/nothing", "see /api/v1/openapi.json"));
        for (Map.Entry<String, String> one : expected.entrySet()) {
            String body = call("GET", one.getKey(), Map.of("authorization", "Bearer ADMIN"))
                    .body();
            assertTrue(body.contains(one.getValue()), body);
        }
    }
}
