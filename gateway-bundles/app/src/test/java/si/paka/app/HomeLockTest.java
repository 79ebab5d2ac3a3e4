package si.paka.app;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @Test
    void aHomeHasOneGatewayAtATime(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("data"));
        try (HomeLock first = HomeLock.take(home)) {
            IOException refused = assertThrows(IOException.class, () -> HomeLock.take(home));
            assertTrue(refused.getMessage().contains(home.toString()), refused.getMessage());
        }
        HomeLock.take(home).close();
    }
}
