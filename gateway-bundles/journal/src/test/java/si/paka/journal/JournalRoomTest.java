package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.Property;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalStream;

class JournalRoomTest {
    private static final long PLENTY = 10L << 30;
    private static final JournalSettings SMALL = new JournalSettings(
            64 << 10,
            Duration.ofDays(30),
            1L << 30,
            1L << 30,
            256L << 20,
            Duration.ZERO,
            Duration.ofMillis(2),
            1000,
            1 << 20);

    @TempDir
    Path dir;

    private final AtomicLong usable = new AtomicLong(PLENTY);

    private JournalRoom open() throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Samples.AT));
        return JournalRoom.open(dir, SMALL, clock, usable::get);
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

    private static long fill(JournalRoom room, int records) throws JournalFullException {
        long last = 0;
        for (int i = 0; i < records; i++) {
            last = room.append(Samples.accepted(i));
            if (i % 200 == 199) {
                room.synced(last).join();
            }
        }
        room.synced(last).join();
        return last;
    }

    private List<Path> segments(String stream) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("journal").resolve(stream))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "waited in vain");
            Thread.onSpinWait();
        }
    }

    @Test
    void whatWasSyncedIsThereAgainAndPositionsGoOn() throws Exception {
        long last;
        try (JournalRoom room = open()) {
            last = fill(room, 1_000);
            room.synced(room.append(Samples.decided())).join();
        }
        try (JournalRoom room = open()) {
            assertEquals(1_000, all(room, JournalStream.TELEMETRY).size());
            assertEquals(
                    Samples.decided(), all(room, JournalStream.LEDGER).get(0).record());
            assertTrue(room.append(Samples.raised()) > last + 1);
        }
    }

    @Test
    void aTornTailIsCutWhereverItTore() throws Exception {
        try (JournalRoom room = open()) {
            fill(room, 3);
        }
        Path file = segments("telemetry").get(0);
        byte[] whole = Files.readAllBytes(file);
        int two = whole.length - (whole.length - Frame.MAGIC_BYTES) / 3;
        for (int length = whole.length - 1; length >= two; length--) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (JournalRoom room = open()) {
                assertEquals(2, all(room, JournalStream.TELEMETRY).size());
            }
        }
    }

    @Test
    void aDamagedSegmentIsQuarantinedAndReported() throws Exception {
        try (JournalRoom room = open()) {
            fill(room, 3_000);
        }
        Path middle = segments("telemetry").get(1);
        try (RandomAccessFile file = new RandomAccessFile(middle.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int was = file.read();
            file.seek(file.length() / 2);
            file.write(was ^ 0x55);
        }
        try (JournalRoom room = open()) {
            int left = all(room, JournalStream.TELEMETRY).size();
            assertTrue(left > 2_000 && left < 3_000, () -> "left " + left);
            assertTrue(
                    room.status().problem().contains("quarantined"),
                    room.status().problem());
            try (Stream<Path> files = Files.list(middle.getParent())) {
                assertEquals(
                        1,
                        files.filter(file -> file.toString().endsWith(".quarantined"))
                                .count());
            }
        }
    }

    @Test
    void stateOutlivesTheTableItIsReadFrom() throws Exception {
        try (JournalRoom room = open()) {
            for (int i = 0; i < 500; i++) {
                room.put("core.register", "lamp-" + i, new byte[200]);
            }
            room.put("core.register", "lamp-7", "č".getBytes("UTF-8")).join();
            room.remove("core.register", "lamp-8").join();
        }
        Files.delete(dir.resolve("registers.mv.db"));
        Files.write(dir.resolve("history.mv.db"), new byte[5_000]);
        try (JournalRoom room = open()) {
            assertEquals(499, room.all("core.register").size());
            assertArrayEquals(
                    "č".getBytes("UTF-8"), room.find("core.register", "lamp-7").orElseThrow());
        }
    }

    @Test
    void stateOutlivesOldLedgerSegments() throws Exception {
        JournalSettings tight = new JournalSettings(
                64 << 10,
                Duration.ofDays(30),
                1L << 30,
                1L << 20,
                0,
                Duration.ZERO,
                Duration.ofMillis(1),
                1000,
                1 << 20);
        try (JournalRoom room = JournalRoom.open(dir, tight, Clock.systemUTC(), usable::get)) {
            room.put("r", "first", new byte[] {1}).join();
            for (int i = 0; i < 15_000; i++) {
                long at = room.append(Samples.audited());
                if (i % 1_000 == 0) {
                    room.synced(at).join();
                }
            }
            room.synced(room.append(Samples.audited())).join();
            await(() -> room.status().counters().get("journal_ledger_dropped_segments_total") > 0
                    || room.status().counters().get("journal_ledger_bytes") < 1 << 20);
        }
        Files.delete(dir.resolve("registers.mv.db"));
        try (JournalRoom room = open()) {
            assertArrayEquals(new byte[] {1}, room.find("r", "first").orElseThrow());
        }
    }

    @Test
    void aCursorFollowsTheEnd() throws Exception {
        try (JournalRoom room = open();
                JournalCursor cursor = room.read(JournalStream.TELEMETRY, 0)) {
            assertTrue(cursor.next(10).isEmpty());
            int read = 0;
            for (int round = 0; round < 20; round++) {
                fill(room, 100);
                for (int got = cursor.next(1_000).size();
                        got > 0;
                        got = cursor.next(1_000).size()) {
                    read += got;
                }
                assertEquals((round + 1) * 100, read);
            }
            assertTrue(segments("telemetry").size() > 1);
        }
    }

    @Test
    void aFullDiskStopsTelemetryFirst() throws Exception {
        try (JournalRoom room = open()) {
            fill(room, 1_000);
            usable.set(100L << 20);
            room.put("a", "b", new byte[1]).join();
            JournalRoom late = room;
            await(() -> !late.status().acceptsTelemetry());
            JournalFullException no = assertThrows(JournalFullException.class, () -> room.append(Samples.accepted(1)));
            assertTrue(no.getMessage().contains("100 MiB left"), no.getMessage());
            room.synced(room.append(Samples.audited())).join();
            assertTrue(room.status().counters().get("journal_telemetry_dropped_records_total") > 0);
        }
    }

    @Test
    void historyFindsADevicesPast() throws Exception {
        try (JournalRoom room = open()) {
            for (int i = 0; i < 300; i++) {
                Instant at = Samples.AT.minus(Duration.ofMinutes(i));
                room.append(Samples.observed(i + 1, at));
                room.append(Samples.accepted(i));
            }
            room.synced(room.append(Samples.observed(999, Samples.AT))).join();
            await(() -> history(room).size() == 61);
        }
        try (JournalRoom room = open()) {
            assertEquals(61, history(room).size());
            assertFalse(history(room).get(0).observedAt().isAfter(Samples.AT));
        }
    }

    private static List<si.paka.model.Observation> history(JournalRoom room) {
        return room.history()
                .list(
                        Samples.DEVICE,
                        Optional.of(new Property("fillLevel")),
                        Samples.AT.minus(Duration.ofMinutes(59)),
                        Samples.AT.plusSeconds(1),
                        1_000);
    }
}
