package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStream;

/** What goes wrong with disks and callers, and what the journal makes of it. */
class DurabilityTest {
    private static final JournalSettings SMALL = new JournalSettings(
            64 << 10, Duration.ofDays(30), 1L << 30, 1L << 30, 0, Duration.ZERO, Duration.ofMillis(2), 1000, 1 << 20);

    @TempDir
    Path dir;

    private JournalRoom open() throws IOException {
        return JournalRoom.open(dir, SMALL, Clock.systemUTC(), () -> 10L << 30);
    }

    private static List<JournalEntry> all(JournalRoom room, JournalStream stream) {
        List<JournalEntry> entries = new ArrayList<>();
        try (JournalCursor cursor = room.read(stream, 0)) {
            for (List<JournalEntry> some = cursor.next(100); !some.isEmpty(); some = cursor.next(100)) {
                entries.addAll(some);
            }
        }
        return entries;
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "waited in vain");
            Thread.onSpinWait();
        }
    }

    private List<Path> files(String stream, String ending) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("journal").resolve(stream))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static void flipBit(Path path, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 1);
        }
    }

    @Test
    void aRecordThatCannotBeEncodedLeavesNoTrace() throws Exception {
        try (JournalRoom room = open()) {
            room.append(Samples.audited());
            JournalRecord bad = new JournalRecord.Audited(Samples.AT, "ana", "override-set", "lamp-1", null);
            assertThrows(NullPointerException.class, () -> room.append(bad));
            room.synced(room.append(Samples.raised())).get(5, TimeUnit.SECONDS);
            assertEquals(2, all(room, JournalStream.LEDGER).size());
        }
        try (JournalRoom room = open()) {
            assertEquals(2, all(room, JournalStream.LEDGER).size());
            assertEquals("", room.status().problem());
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        try (JournalRoom room = open()) {
            CompletableFuture<Void> put = room.put("r", "k", new byte[5 << 20]);
            assertThrows(CompletionException.class, put::join);
            room.put("r", "small", new byte[1]).get(5, TimeUnit.SECONDS);
        }
        try (JournalRoom room = open()) {
            assertTrue(room.find("r", "k").isEmpty());
            assertTrue(room.find("r", "small").isPresent());
        }
    }

    @Test
    void aFailingDiskRefusesAndRecovers() throws Exception {
        Path telemetry = dir.resolve("journal/telemetry");
        Path aside = dir.resolve("aside");
        try (JournalRoom room = open()) {
            while (files("telemetry", ".log").isEmpty()
                    || Files.size(files("telemetry", ".log").get(0)) < 64 << 10) {
                room.synced(room.append(Samples.accepted(1))).get(5, TimeUnit.SECONDS);
            }
            Files.move(telemetry, aside); // the next segment cannot be begun
            room.append(Samples.audited());
            long at = room.append(Samples.accepted(2));
            CompletableFuture<Void> synced = room.synced(at);
            assertThrows(Exception.class, () -> synced.get(5, TimeUnit.SECONDS));
            assertTrue(room.status().problem().contains("could not be written"));
            assertThrows(JournalFullException.class, () -> room.append(Samples.accepted(3)));
            Files.move(aside, telemetry);
            await(() -> room.status().problem().isEmpty());
            room.synced(room.append(Samples.accepted(4))).get(5, TimeUnit.SECONDS);
            assertEquals(
                    at,
                    all(room, JournalStream.TELEMETRY).stream()
                            .filter(entry -> entry.position() == at)
                            .findAny()
                            .orElseThrow()
                            .position());
        }
        long audited = Files.size(files("ledger", ".log").get(0));
        assertTrue(audited < 150, () -> "the ledger's record was written again and again: " + audited);
    }

    @Test
    void closesInTimeWhileTheDiskFails() throws Exception {
        Path telemetry = dir.resolve("journal/telemetry");
        JournalRoom room = open();
        Files.move(telemetry, dir.resolve("aside"));
        CompletableFuture<Void> synced = room.synced(room.append(Samples.accepted(1)));
        assertThrows(Exception.class, () -> synced.get(5, TimeUnit.SECONDS));
        CompletableFuture<Void> late = room.synced(1);
        long before = System.nanoTime();
        room.close();
        assertTrue(System.nanoTime() - before < 2_000_000_000L, "closing took too long");
        assertThrows(Exception.class, () -> late.get(1, TimeUnit.SECONDS));
    }

    @Test
    void positionsAreNotUsedAgainWhenTheNewestSegmentIsDamaged() throws Exception {
        long last = 0;
        try (JournalRoom room = open()) {
            for (int i = 0; i < 200; i++) {
                last = room.append(Samples.accepted(i));
            }
            room.synced(last).join();
        }
        flipBit(files("telemetry", ".log").get(0), 5_000);
        open().close();
        try (JournalRoom room = open()) {
            long next = room.append(Samples.accepted(1));
            long lastBefore = last;
            assertTrue(next > lastBefore, () -> next + " was given before");
            assertTrue(room.status().problem().contains("quarantined"), "forgotten after a restart");
        }
    }

    @Test
    void quarantineKeepsEveryDamagedFile() throws Exception {
        try (JournalRoom room = open()) {
            for (int i = 0; i < 1_000; i++) {
                room.append(Samples.accepted(i));
            }
        }
        Path first = files("telemetry", ".log").get(0);
        flipBit(first, 40_000);
        open().close();
        flipBit(first, 20_000);
        open().close();
        assertEquals(2, files("telemetry", ".quarantined").size());
    }

    @Test
    void aRemovedKeyStaysRemovedWhenTheLedgerLostItsRemoval() throws Exception {
        try (JournalRoom room = open()) {
            room.put("r", "gone", new byte[1]).join();
            for (int i = 0; i < 50; i++) {
                room.append(Samples.audited());
            }
            room.remove("r", "gone").join();
        }
        try (JournalRoom room = open()) {
            room.put("r", "kept", new byte[1]).join(); // begins a segment
        }
        Path first = files("ledger", ".log").get(0);
        flipBit(first, Files.size(first) - 3);
        Files.delete(dir.resolve("registers.mv.db"));
        try (JournalRoom room = open()) {
            assertTrue(room.find("r", "gone").isEmpty(), "came back from the dead");
            assertTrue(room.find("r", "kept").isPresent());
        }
    }

    @Test
    void aTableWhoseContentRottedIsMadeAnew() throws Exception {
        try (JournalRoom room = open()) {
            for (int i = 0; i < 200; i++) {
                room.put("core.register", "lamp-" + i, ("lamp number " + i).getBytes("UTF-8"));
            }
        }
        Path table = dir.resolve("registers.mv.db");
        String text = Files.readString(table, java.nio.charset.StandardCharsets.ISO_8859_1);
        flipBit(table, text.indexOf("lamp number 77") + 3);
        try (JournalRoom room = open()) {
            assertEquals(
                    "lamp number 77",
                    new String(room.find("core.register", "lamp-77").orElseThrow(), "UTF-8"));
            assertTrue(Files.exists(dir.resolve("registers.mv.db.damaged")));
        }
    }

    @Test
    void aSecondGatewayIsKeptOut() throws Exception {
        try (JournalRoom room = open()) {
            long at = room.append(Samples.audited());
            assertTrue(assertThrows(IOException.class, this::open).getMessage().contains("in use"));
            room.synced(at).get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aRecordOfAnotherVersionIsSkipped() throws Exception {
        SegmentLog log = new SegmentLog(dir.resolve("journal/telemetry"), 1 << 20);
        Batch batch = new Batch();
        for (int kind : new int[] {29, RecordCodec.OBSERVED, RecordCodec.OBSERVED}) {
            int mark = Frame.begin(batch.bytes, batch.last + 1, kind);
            if (batch.records == 2) {
                RecordCodec.write(Samples.observed(1, Samples.AT), batch.bytes);
            }
            Frame.end(batch.bytes, mark);
            batch.count(batch.last + 1);
        }
        log.write(new Bytes(0), batch, 0);
        log.close();
        try (JournalRoom room = open()) {
            assertEquals(1, all(room, JournalStream.TELEMETRY).size());
            assertEquals(4, room.append(Samples.audited()));
            assertTrue(room.status().counters().get("journal_telemetry_unreadable_records_total") >= 2);
        }
    }

    @Test
    void eachThreadsRecordsKeepTheirOrder() throws Exception {
        int threads = 4;
        int each = 2_000;
        try (JournalRoom room = open()) {
            List<Thread> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int from = t * each;
                writers.add(new Thread(() -> appendAll(room, from, each)));
            }
            writers.forEach(Thread::start);
            for (Thread writer : writers) {
                writer.join();
            }
            room.synced(room.append(Samples.audited())).get(5, TimeUnit.SECONDS);
            long[] newest = {-1, -1, -1, -1};
            List<JournalEntry> entries = all(room, JournalStream.TELEMETRY);
            assertEquals(threads * each, entries.size());
            for (JournalEntry entry : entries) {
                long message = ((JournalRecord.Rejected) entry.record()).message();
                int thread = (int) message / each;
                assertTrue(message > newest[thread], "out of order");
                newest[thread] = message;
            }
        }
    }

    private static void appendAll(JournalRoom room, int from, int count) {
        try {
            for (int i = from; i < from + count; i++) {
                room.append(new JournalRecord.Rejected(i, "c", "r"));
            }
        } catch (JournalFullException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void historyIsMadeAnewFromTheLog() throws Exception {
        try (JournalRoom room = open()) {
            for (int i = 0; i < 2_000; i++) {
                room.append(Samples.observed(1, Samples.AT.plusSeconds(i)));
            }
        }
        Files.delete(dir.resolve("history.mv.db"));
        try (JournalRoom room = open()) {
            assertEquals(
                    2_000 * 5,
                    room.history()
                            .list(
                                    Samples.DEVICE,
                                    java.util.Optional.empty(),
                                    Samples.AT,
                                    Samples.AT.plusSeconds(2_000),
                                    20_000)
                            .size());
        }
    }
}
