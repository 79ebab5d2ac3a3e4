package si.paka.web.page;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import si.paka.web.Fakes;
import si.paka.web.Problem;

class FormsTest {
    private static HttpServletRequest form(String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("host", "cabinet:8443"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return Fakes.request("POST", "/login", all, "");
    }

    private static void refused(HttpServletRequest form, Optional<String> secret) {
        assertEquals(
                403,
                assertThrows(Problem.class, () -> Forms.check(form, secret)).status());
    }

    @Test
    void aFormOfOurOwnPageIsTaken() {
        assertDoesNotThrow(() ->
                Forms.check(form("sec-fetch-site", "same-origin", "origin", "https://cabinet:8443"), Optional.empty()));
        assertDoesNotThrow(() -> Forms.check(form(), Optional.empty()));
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        refused(form("sec-fetch-site", "cross-site"), Optional.empty());
        refused(form("sec-fetch-site", "same-site"), Optional.empty());
        refused(form("origin", "https://cabinet.example"), Optional.empty());
        refused(form("origin", "null"), Optional.empty());
        refused(form("origin", "%%"), Optional.empty());
    }

    @Test
    void withASessionTheFormMustKnowItsWord() {
        refused(form("sec-fetch-site", "same-origin"), Optional.of("secret"));
        assertNotEquals(Forms.word("secret"), Forms.word("another"));
        assertEquals(32, Forms.word("secret").length());
    }
}
