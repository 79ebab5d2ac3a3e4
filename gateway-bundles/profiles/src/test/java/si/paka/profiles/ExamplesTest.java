package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** Every example beside every shipped profile. */
class ExamplesTest {
    static final Path SHIPPED = Path.of("../../device-profiles");

    @Test
    void everyExampleHolds() throws IOException {
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ExampleRunner.Report report = new ExampleRunner(codecs).run(SHIPPED);
            assertEquals(List.of(), report.failures());
            assertTrue(report.passed() >= 24, () -> "only " + report.passed());
        }
    }
}
