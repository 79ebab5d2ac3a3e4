package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;

/** Reading profiles, and what happens while their files change. */
class ProfileLibraryTest {
    private static final ProfileId METER = new ProfileId("maker/meter");
    private static final String GOOD = """
            name: Meter
            entityType: WasteContainer
            transport: coap
            format: senml-json
            interval: 1h
            properties:
              - {name: seq_lo}
            whenSilent: goes on
            observations:
              - {from: fill, property: fillLevel}
              - {from: seq, property: seq_lo}
            """;

    @TempDir
    Path own;

    private Path file;
    private int writes;

    @BeforeEach
    void folder() throws IOException {
        file = Files.createDirectories(own.resolve("vendors/maker/devices")).resolve("meter.yaml");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_800_000_000_000L + 1000L * ++writes));
    }

    private String problem(String text) throws IOException {
        write(text);
        List<String> problems =
                ProfileLibrary.open(List.of(Schemas.SHIPPED, own)).problems();
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0).replace(file.toString(), "FILE");
    }

    @Test
    void aLocalPropertyStandsBesideTheVocabulary() throws IOException {
        write(GOOD);
        ProfileInfo meter =
                ProfileLibrary.open(List.of(Schemas.SHIPPED, own)).find(METER).orElseThrow();
        assertEquals("[fillLevel, seq_lo]", meter.properties().toString());
        assertEquals(Duration.ofHours(3), meter.silentAfter());
    }

    @Test
    void whatIsWrongIsToldWithFileLineKeyFoundAndExpected() throws IOException {
        assertEquals(
                "FILE line 3 key transport: found \"pigeon\", expected one of lorawan, lwm2m, coap, derived",
                problem(GOOD.replace("coap", "pigeon")));
        assertEquals(
                "FILE line 5 key interval: found \"often\", expected such as 90s, 15m, 6h, 2d",
                problem(GOOD.replace("1h", "often")));
        assertEquals(
                "FILE line 10 key observations[0].property: found \"fullness\", expected a property of the vocabulary"
                        + " (device-profiles/observations) or of this profile's own list \"properties\"",
                problem(GOOD.replace("property: fillLevel", "property: fullness")));
        assertEquals(
                "FILE line 11 key observations[1].scale: found \"ten\", expected a number",
                problem(GOOD.replace("seq_lo}\n\"", "").replace("from: seq,", "from: seq, scale: ten,")));
        assertTrue(problem(GOOD + "colour: red\n").startsWith("FILE line 12 key colour: is not known here"));
        assertTrue(problem(GOOD.replace("name: Meter", "name: [")).startsWith("FILE line "));
        assertTrue(problem(GOOD.replace("name: Meter\n", "")).contains("key name: is missing, expected a text"));
        assertTrue(problem(GOOD + "codec: ../../../../etc/passwd\n").contains("line 12 key codec: found"));
    }

    @Test
    void filesThatComeChangeAndGoTakeEffectAndABadOneDoesNot() throws IOException {
        AtomicInteger changes = new AtomicInteger();
        try (LiveProfiles live = new LiveProfiles(Schemas.SHIPPED, own, codecs -> changes.incrementAndGet())) {
            assertTrue(live.find(METER).isEmpty());
            live.lookOnce();
            assertEquals(0, changes.get());

            write(GOOD);
            live.lookOnce();
            assertEquals("Meter", live.find(METER).orElseThrow().model());

            write(GOOD.replace("interval: 1h", "interval: 2h"));
            live.lookOnce();
            assertEquals(Duration.ofHours(2), live.find(METER).orElseThrow().expectedInterval());

            write(GOOD.replace("interval: 1h", "interval: x"));
            live.lookOnce();
            assertEquals(1, live.get().problems().size());
            assertEquals(Duration.ofHours(2), live.find(METER).orElseThrow().expectedInterval());

            Files.delete(file);
            live.lookOnce();
            assertTrue(live.find(METER).isEmpty());
            assertEquals(List.of(), live.get().problems());
            assertEquals(4, changes.get());
        }
    }

    @Test
    void everyShippedProfileSaysWhatItDoesInSilence() throws IOException {
        ProfileLibrary shipped = ProfileLibrary.open(List.of(Schemas.SHIPPED));
        assertEquals(List.of(), shipped.problems());
        assertTrue(shipped.find(new ProfileId("paka-reference/luminaire"))
                .orElseThrow()
                .dims());
    }
}
