package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.History;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStatus;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/**
 * The journal: two segment logs that share their positions and their syncs, keyed state and the history index. Appending
 * writes into memory; the sync thread writes to disk for all; the keeper thread does what may take its time.
 */
public final class JournalRoom implements Journal, StateStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalRoom.class);
    private static final long END_ms = 1_500;

    private final SegmentLog telemetry;
    private final SegmentLog ledger;
    private final Registers registers;
    private final HistoryIndex history;
    private final Housekeeping housekeeping;
    private final Intake intake;
    private final SyncLoop syncLoop;
    private final Thread syncThread;
    private final Keeper keeper;

    private JournalRoom(Path dir, JournalSettings settings, Clock clock, LongSupplier usableBytes) throws IOException {
        registers = new Registers(dir.resolve("registers.mv.db")); // first: its lock keeps a second gateway out
        telemetry = new SegmentLog(dir.resolve("journal/telemetry"), settings.segmentBytes());
        ledger = new SegmentLog(dir.resolve("journal/ledger"), settings.segmentBytes());
        history = new HistoryIndex(dir.resolve("history.mv.db"), telemetry);
        StateRecord.replay(ledger, registers.position(), registers);
        intake = new Intake(settings, registers, highestGiven(), System.nanoTime());
        housekeeping = new Housekeeping(settings, telemetry, ledger, usableBytes);
        syncLoop = new SyncLoop(intake, telemetry, ledger, registers, history, clock);
        syncThread = new Thread(syncLoop, "paka-journal-sync");
        keeper = new Keeper(housekeeping, registers, history, intake, settings.telemetryAge(), clock);
    }

    /** A position that anybody may have seen as durable must never be given again. */
    private long highestGiven() {
        long inLogs = Math.max(telemetry.lastPosition(), ledger.lastPosition());
        return Math.max(inLogs, Math.max(registers.position(), history.position()));
    }

    /** Opens the journal in a directory, repairing what a crash left. */
    public static JournalRoom open(Path dir, JournalSettings settings, Clock clock) throws IOException {
        return open(dir, settings, clock, () -> usable(dir));
    }

    /** @param usableBytes tells the free space of the file system */
    static JournalRoom open(Path dir, JournalSettings settings, Clock clock, LongSupplier usableBytes)
            throws IOException {
        Files.createDirectories(dir);
        JournalRoom room = new JournalRoom(dir, settings, clock, usableBytes);
        room.keeper.start();
        room.syncThread.start();
        return room;
    }

    private static long usable(Path dir) {
        try {
            return Files.getFileStore(dir).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long append(JournalRecord record) throws JournalFullException {
        return intake.append(record, record.stream() == JournalStream.TELEMETRY ? housekeeping.refusal() : "");
    }

    @Override
    public CompletableFuture<Void> synced(long at) {
        return intake.synced(at);
    }

    @Override
    public JournalCursor read(JournalStream stream, long after) {
        return new LogCursor(of(stream), after);
    }

    private SegmentLog of(JournalStream stream) {
        return stream == JournalStream.TELEMETRY ? telemetry : ledger;
    }

    @Override
    public Optional<JournalRecord> find(JournalStream stream, long at) {
        try (RecordReader reader = new RecordReader(of(stream))) {
            return reader.find(at);
        }
    }

    public History history() {
        return history;
    }

    @Override
    public Optional<byte[]> find(String room, String key) {
        return registers.find(room, key);
    }

    @Override
    public Map<String, byte[]> all(String room) {
        return registers.all(room);
    }

    @Override
    public CompletableFuture<Void> put(String room, String key, byte[] value) {
        return intake.put(new StateRecord(room, key, Optional.of(value)));
    }

    @Override
    public CompletableFuture<Void> remove(String room, String key) {
        return intake.put(new StateRecord(room, key, Optional.empty()));
    }

    @Override
    public JournalStatus status() {
        Map<String, Long> counters = new HashMap<>();
        counters.put("journal_syncs_total", syncLoop.syncs());
        counters.put("journal_refused_total", intake.refused());
        counters.put(
                "journal_table_failures_total", registers.failures() + history.failures() + housekeeping.failures());
        count(counters, "telemetry", telemetry);
        count(counters, "ledger", ledger);
        String refusal = intake.failure().isEmpty() ? housekeeping.refusal() : intake.failure();
        return new JournalStatus(refusal.isEmpty(), refusal.isEmpty() ? quarantined() : refusal, counters);
    }

    private String quarantined() {
        List<String> lost = new ArrayList<>();
        telemetry.lost.forEach(range -> lost.add("telemetry " + range));
        ledger.lost.forEach(range -> lost.add("ledger " + range));
        return lost.isEmpty()
                ? ""
                : "damaged segments were quarantined, positions lost: " + String.join(", ", lost)
                        + "; check the storage card, then move the .quarantined files away";
    }

    private static void count(Map<String, Long> counters, String name, SegmentLog of) {
        counters.put("journal_" + name + "_bytes", of.bytes());
        counters.put("journal_" + name + "_quarantined_segments", (long) of.lost.size());
        counters.put("journal_" + name + "_written_bytes_total", of.bytesWritten.sum());
        counters.put("journal_" + name + "_cut_bytes_total", of.bytesCut.sum());
        counters.put("journal_" + name + "_unreadable_records_total", of.unreadable.sum());
        counters.put("journal_" + name + "_dropped_segments_total", of.droppedSegments.sum());
        counters.put("journal_" + name + "_dropped_records_total", of.droppedRecords.sum());
        counters.put("journal_" + name + "_dropped_bytes_total", of.droppedBytes.sum());
    }

    /** Writes everything, then closes. */
    @Override
    public void close() {
        intake.close();
        try {
            syncThread.join(END_ms);
            keeper.close();
            telemetry.close();
            ledger.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("closing the journal failed: {}", e.toString());
        }
    }
}
