package si.paka.simulators.devices.lorawan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the simulated devices send are the bytes that the profiles' examples show. */
class PayloadsTest {
    private static final Path CODECS = Path.of("../device-profiles/vendors/paka-reference/codecs");

    @Test
    void containerReportsAsItsProfileExpects() throws IOException {
        int checked = 0;
        for (JsonNode example : examples("waste-container")) {
            JsonNode seen = example.path("observations");
            if (example.path("fPort").asInt() == ContainerPayload.PORT && seen.isObject()) {
                byte[] bytes = ContainerPayload.encode(
                        (int) Math.round(seen.path("fillLevel").asDouble() * 100),
                        seen.path("temperature").asDouble(),
                        seen.path("tilt").asBoolean(),
                        seen.path("batteryLevel").asDouble() * 100);
                assertEquals(example.path("hex").asText(), HexFormat.of().formatHex(bytes));
                checked++;
            }
        }
        assertTrue(checked >= 2, "the profile has examples to check against");
    }

    @Test
    void bayReportsAsItsProfileExpects() throws IOException {
        int checked = 0;
        for (JsonNode example : examples("parking-bay")) {
            JsonNode seen = example.path("observations");
            if (example.path("fPort").asInt() == BayPayload.PORT && seen.isObject()) {
                byte[] bytes = BayPayload.encode(
                        seen.path("occupancy").asBoolean(),
                        seen.path("temperature").asDouble(),
                        seen.path("batteryLevel").asDouble() * 100);
                assertEquals(example.path("hex").asText(), HexFormat.of().formatHex(bytes));
                checked++;
            }
        }
        assertTrue(checked >= 1, "the profile has examples to check against");
    }

    private static JsonNode examples(String codec) throws IOException {
        return new ObjectMapper()
                .readTree(CODECS.resolve(codec + ".examples.json").toFile());
    }
}
