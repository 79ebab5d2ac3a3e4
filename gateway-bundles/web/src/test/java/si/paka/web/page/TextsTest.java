package si.paka.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import si.paka.model.decision.Rank;

class TextsTest {
    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(
                Texts.of("sl").all().stringPropertyNames(), Texts.of("en").all().stringPropertyNames());
        for (Rank rank : Rank.values()) {
            assertFalse(Texts.of("sl").get("rank." + rank.name()).isBlank());
        }
    }

    @Test
    void slovenianComesFirst() {
        assertEquals("sl", Texts.of("de").language());
        assertEquals("en", Texts.of("en").language());
    }

    @Test
    void whatComesFromOutsideIsEscaped() {
        String html = new Html()
                .element("b", "", "<script>alert('x')</script>")
                .attribute("title", "\"><img src=x>")
                .toString();
        assertFalse(html.contains("<script>") || html.contains("<img"), html);
    }
}
