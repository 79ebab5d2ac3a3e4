package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalStream;

/** {@code kill -9} at random moments, always in the same directory. */
class KillTest {
    private static final int ROUNDS = 5;
    private static final Random RANDOM = new Random(17);

    @TempDir
    Path dir;

    private final Set<Long> acknowledged = new HashSet<>();
    private long state;

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long highestBefore = acknowledged.stream().mapToLong(at -> at).max().orElse(0);
            Set<Long> now = runAndKill(50 + RANDOM.nextInt(800));
            assertTrue(now.stream().allMatch(at -> at > highestBefore), "a position was given twice");
            acknowledged.addAll(now);
            assertEverythingIsThere();
        }
    }

    private Set<Long> runAndKill(int lines) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledJournal.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<Long> positions = new HashSet<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            for (int read = 0; line != null; read++) {
                if (read == lines) {
                    child.destroyForcibly();
                }
                take(line, positions);
                line = nextWhole(out);
            }
        }
        assertTrue(child.waitFor(10, TimeUnit.SECONDS));
        assertTrue(positions.size() >= lines / 2, "the child died early");
        return positions;
    }

    private static String nextWhole(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) { // the stream ends with the process
            return null;
        }
    }

    private void take(String line, Set<Long> positions) {
        if (line.startsWith("log")) {
            return;
        }
        if (line.startsWith("state ")) {
            state = Long.parseLong(line.substring(6));
        } else if (line.matches("\\d+")) {
            positions.add(Long.parseLong(line));
        }
    }

    private void assertEverythingIsThere() throws IOException {
        Set<Long> held = new HashSet<>();
        try (JournalRoom room = JournalRoom.open(dir, JournalSettings.DEFAULT, Clock.systemUTC())) {
            for (JournalStream stream : JournalStream.values()) {
                try (JournalCursor cursor = room.read(stream, 0)) {
                    for (List<JournalEntry> some = cursor.next(500); !some.isEmpty(); some = cursor.next(500)) {
                        some.forEach(entry -> held.add(entry.position()));
                    }
                }
            }
            assertEquals("", room.status().problem());
            String latest = new String(room.find("kill", "latest").orElseThrow(), StandardCharsets.UTF_8);
            assertTrue(Long.parseLong(latest) >= state, () -> "state went back to " + latest + " from " + state);
        }
        Set<Long> missing = new HashSet<>(acknowledged);
        missing.removeAll(held);
        assertEquals(Set.of(), missing);
    }
}
