package si.paka.simulators.devices.coap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SenMlTest {
    private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void jsonCarriesNameUnitValueAndTime() throws Exception {
        JsonNode pack = new ObjectMapper().readTree(SenMl.json(new AirStation(1).measure(), AT));
        assertEquals(6, pack.size());
        assertEquals(1_800_000_000, pack.at("/0/bt").asLong());
        assertEquals("temperature", pack.at("/0/n").asText());
        assertEquals("Cel", pack.at("/0/u").asText());
    }

    /** Labels after RFC 8428, table 6: base time -3, name 0, unit 1, value 2. */
    @Test
    void cborUsesTheStandardLabels() {
        byte[] expected = HexFormat.of()
                .parseHex(
                        "81" + "a4" + "22" + "1a6b49d200" + "0064706d3130" + "016575672f6d33" + "02fb4034000000000000");
        assertArrayEquals(expected, SenMl.cbor(Map.of("pm10", 20.0), AT));
    }
}
