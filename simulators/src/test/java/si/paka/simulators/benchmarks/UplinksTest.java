package si.paka.simulators.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UplinksTest {
    private final Uplinks uplinks = new Uplinks(50);

    @Test
    void bodyIsJsonOfTheSizeOfTheReferenceJob() throws Exception {
        byte[] body = uplinks.body(30_017);
        JsonNode event = new ObjectMapper().readTree(body);
        assertEquals(Uplinks.devEui(17), event.at("/deviceInfo/devEui").asText());
        assertEquals(600, event.path("fCnt").asInt());
        assertEquals(2, event.path("rxInfo").size());
        assertTrue(Math.abs(body.length - 1_415) < 60, "it has " + body.length + " bytes");
    }

    @Test
    void frameIsTheOneOfTheProfilesExample() throws Exception {
        JsonNode event = new ObjectMapper().readTree(uplinks.body(30_017));
        String hex = HexFormat.of().formatHex(event.path("data").binaryValue());
        assertTrue(hex.contains("0365" + "0011" + "0465" + "0001"), hex);
    }

    @Test
    void eachMessageHasItsOwnDeduplicationId() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertNotEquals(
                json.readTree(uplinks.body(1)).path("deduplicationId"),
                json.readTree(uplinks.body(2)).path("deduplicationId"));
    }

    @Test
    void collectorFindsTheNumberPlainAndInEntities() {
        assertEquals(17, number("{\"seq_lo\":17,\"x\":1}"));
        assertEquals(17, number("{\"seq_lo\":{\"type\":\"Property\",\"value\":17,\"observedAt\":\"2026\"}}"));
        assertEquals(-1, number("{\"state\":\"online\"}"));
    }

    private static int number(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Collector.number(bytes, 0, bytes.length, "\"seq_lo\":".getBytes(StandardCharsets.UTF_8));
    }
}
