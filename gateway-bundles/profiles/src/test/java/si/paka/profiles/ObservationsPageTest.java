package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ObservationsPageTest {
    private static final Path PAGE = Path.of("../../docs/reference/observations.md");

    @Test
    void thePageSaysWhatTheVocabularySays() throws IOException {
        String page = ObservationsPage.write();
        if (Boolean.getBoolean("paka.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "stale; the page itself says how to write it anew");
    }
}
