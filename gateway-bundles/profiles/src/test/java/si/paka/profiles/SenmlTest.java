package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenmlTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");

    private static List<Senml.Entry> parse(String json) {
        return Senml.parse(json.getBytes(StandardCharsets.UTF_8), false, AT);
    }

    @Test
    void baseFieldsHoldUntilTheNextOnes() {
        List<Senml.Entry> entries = parse(
                "[{'bn':'a:','bt':-60,'bv':10,'n':'x','v':1},{'n':'y','v':2,'t':30},{'bn':'b:','n':'z','vs':'on'}]"
                        .replace('\'', '"'));
        assertEquals(
                List.of("a:x", "a:y", "b:z"),
                entries.stream().map(Senml.Entry::name).toList());
        assertEquals(11.0, entries.get(0).value().doubleValue());
        assertEquals(12.0, entries.get(1).value().doubleValue());
        assertEquals(AT.minusSeconds(60), entries.get(0).at());
        assertEquals(AT.minusSeconds(30), entries.get(1).at());
        assertEquals("on", entries.get(2).value().textValue());
    }

    @Test
    void absoluteTimesAreKeptAndAClockAheadIsNotBelieved() {
        assertEquals(
                Instant.parse("2026-11-22T15:00:00Z"),
                parse("[{\"n\":\"x\",\"v\":1,\"t\":1795359600}]").get(0).at());
        assertEquals(
                AT, parse("[{\"n\":\"x\",\"v\":1,\"t\":1995359600}]").get(0).at());
        assertEquals(AT, parse("[{\"n\":\"x\",\"v\":1,\"t\":500}]").get(0).at());
    }

    @Test
    void cborIsReadByItsLabels() {
        byte[] pack = HexFormat.of().parseHex("81a4216161006162" + "02f93e0006381d");
        List<Senml.Entry> entries = Senml.parse(pack, true, AT);
        assertEquals("ab", entries.get(0).name());
        assertEquals(1.5, entries.get(0).value().doubleValue());
        assertEquals(AT.minusSeconds(30), entries.get(0).at());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"n":"x","v":1}                     | found object, expected a SenML array of records
            []                                  | found no record with a value (v, vs, vb)
            [1]                                 | record 0: found number, expected a map
            [{"n":"x","v":"1"}]                 | record 0 field v: found string, expected a number
            [{"n":"x","v":1},{"n":"y","vb":1}]  | record 1 field vb: found number, expected true or false
            [{"n":"x","v":1,"vs":"1"}]          | record 0 field v: found 2 values, expected one of v, vs, vb
            [{"n":5,"v":1}]                     | record 0 field n: found number, expected a text
            [{"n":"x","v":1,"t":-1e300}]        | record 0 field t: found -1.0E300, expected seconds since 1970 or, below 2^28, from now
            [{"n":"x","v":1e999}]               | record 0 field v: found number, expected a number
            [{"n":"x","v":1,"magic_":1}]        | record 0 field magic_: must be understood, but is not known here
            [{"bver":11,"n":"x","v":1}]         | record 0 field bver: found 11.0, expected 1..10
            """)
    void whatIsWrongIsToldForTheSenderToRead(String pack, String expected) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> parse(pack)).getMessage());
    }

    @Test
    void garbageIsRefusedWhateverItIs() {
        for (String garbage :
                List.of("", "[", "nope", "[{}] trailing", "[".repeat(5000), "[{\"n\":\"a b\",\"v\":1}]")) {
            assertThrows(IllegalArgumentException.class, () -> parse(garbage), garbage);
        }
        byte[] bytes = new byte[64];
        for (int seed = 0; seed < 2000; seed++) {
            new java.util.Random(seed).nextBytes(bytes);
            try {
                Senml.parse(bytes, true, AT);
            } catch (IllegalArgumentException expected) {
                continue;
            }
        }
    }
}
