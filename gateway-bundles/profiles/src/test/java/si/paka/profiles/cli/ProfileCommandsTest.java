package si.paka.profiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandsTest {
    private static final String CODEC = "../../device-profiles/vendors/paka-reference/codecs/waste-container.js";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @BeforeEach
    void theProductIsHere() {
        System.setProperty("paka.product", "../..");
    }

    @AfterEach
    void leave() {
        System.clearProperty("paka.product");
    }

    private int run(String... args) {
        return new ProfileCommands()
                .run(
                        args,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void decodesOnePayloadToOneLine() {
        assertEquals(0, run("decode", "--codec", CODEC, "--fport", "2", "--hex", "34007b005b"));
        assertEquals("{\"data\":{\"fill\":52,\"temperature\":12.3,\"tilted\":false,\"battery\":91}}", printed());
    }

    @Test
    void tellsWarningsAndErrors() {
        assertEquals(0, run("decode", "--codec", CODEC, "--fport", "2", "--hex", "69 00 7b 00 5b"));
        assertTrue(printed().endsWith("\"warnings\":[\"fill level 105 % is beyond the rim\"]}"), printed());
        out.reset();
        assertEquals(1, run("decode", "--codec", CODEC, "--fport", "2", "--hex", "34"));
        assertEquals("{\"errors\":[\"report has 1 bytes, expected 5\"]}", printed());
    }

    @Test
    void decodesDownlinksToo() {
        assertEquals(0, run("decode", "--codec", CODEC, "--fport", "10", "--hex", "010078", "--direction", "down"));
        assertEquals("{\"data\":{\"reportInterval\":7200}}", printed());
    }

    @Test
    void answersABatchLineForLine() throws IOException {
        Path codec = Path.of(CODEC).toAbsolutePath();
        Path batch = Files.writeString(dir.resolve("batch.jsonl"), """
                {"codec":"%1$s","fPort":2,"hex":"34007b005b","recvTime":"2026-11-22T16:00:00Z"}
                not json
                {"codec":"%1$s","direction":"encode","data":{"reportInterval":7200}}
                {"codec":"%1$s","fPort":2,"hex":"zz"}
                {"codec":"%1$s","fPort":2,"hex":"00","recvTime":"today"}
                """.formatted(codec));
        assertEquals(0, run("decode", "--batch", batch.toString()));
        String[] lines = printed().split("\n");
        assertEquals(5, lines.length);
        assertTrue(lines[0].startsWith("{\"data\":{\"fill\":52"), lines[0]);
        assertTrue(lines[1].startsWith("{\"errors\":["), lines[1]);
        assertEquals("{\"bytes\":[1,0,120],\"fPort\":10}", lines[2]);
        assertTrue(lines[3].contains("expected pairs of hexadecimal digits"), lines[3]);
        assertTrue(lines[4].startsWith("{\"errors\":["), lines[4]);
    }

    @Test
    void runsEveryExampleBelowAFolder() throws IOException {
        assertEquals(0, run("test", "../../device-profiles"));
        assertTrue(printed().endsWith(" passed, 0 failed"), printed());
        Path codecs = Files.createDirectories(dir.resolve("vendors/maker/codecs"));
        Files.writeString(
                codecs.resolve("x.examples.json"),
                "[{\"description\":\"lost\",\"profile\":\"x\",\"senml\":[],\"observations\":{}}]");
        assertEquals(1, run("test", dir.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("example 0 (lost): there is no profile maker/x"));
    }

    @Test
    void wrongUsageIsTwo() {
        assertEquals(2, run());
        assertEquals(2, run("decode", "--fport", "2"));
        assertEquals(2, run("decode", "--codec", CODEC, "--fport", "two", "--hex", "00"));
        assertEquals(2, run("decode", "--codec", CODEC, "--fport", "2", "--hex", "00", "--received-at", "today"));
        assertEquals(2, run("test", dir.resolve("nowhere").toString()));
        assertEquals(1, run("decode", "--codec", "no.js", "--fport", "2", "--hex", "00"));
    }
}
