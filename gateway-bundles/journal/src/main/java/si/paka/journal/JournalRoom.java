package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.History;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStatus;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/**
 * The journal: two segment logs that share their positions and their syncs, keyed state and the history index. Appending
 * writes into memory; one thread, {@code paka-journal-sync}, writes to disk for all.
 */
public final class JournalRoom implements Journal, StateStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalRoom.class);
    private static final Duration SAVE_TABLES_EVERY = Duration.ofMinutes(10);
    private static final int SAVE_HISTORY_AFTER = 20_000;
    private static final long IDLE_ns = 1_000_000_000L;

    /** What one log has in memory. Guarded by the lock while it gathers, then owned by the sync thread. */
    private static final class Batch {
        final Bytes bytes = new Bytes(64 << 10);
        final List<JournalEntry> observed = new ArrayList<>();
        long first;
        long last;

        void reset() {
            bytes.reset();
            observed.clear();
        }
    }

    private record Waiter(long position, CompletableFuture<Void> done) {}

    private final JournalSettings settings;
    private final Clock clock;
    private final SegmentLog telemetry;
    private final SegmentLog ledger;
    private final Registers registers;
    private final HistoryIndex history;
    private final Housekeeping housekeeping;
    private final SyncPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread thread = new Thread(this::loop, "paka-journal-sync");
    private Batch telemetryNews = new Batch();
    private Batch ledgerNews = new Batch();
    private Batch telemetrySpare = new Batch();
    private Batch ledgerSpare = new Batch();
    private List<Waiter> waiters = new ArrayList<>();
    private long firstWaiter = -1;
    private long firstRecord = -1;
    private long position;
    private boolean closing;
    private long refused;
    private Instant savedAt;
    private volatile long durable;
    private volatile long syncs;
    private volatile String failure = "";

    private JournalRoom(Path dir, JournalSettings settings, Clock clock, LongSupplier usableBytes) throws IOException {
        this.settings = settings;
        this.clock = clock;
        telemetry = new SegmentLog(dir.resolve("journal/telemetry"), settings.segmentBytes());
        ledger = new SegmentLog(dir.resolve("journal/ledger"), settings.segmentBytes());
        registers = new Registers(dir.resolve("registers.mv.db"));
        StateRecord.replay(ledger, registers.position(), registers);
        history = new HistoryIndex(dir.resolve("history.mv.db"), at -> find(JournalStream.TELEMETRY, at));
        position = Math.max(Math.max(telemetry.lastPosition(), ledger.lastPosition()), registers.position());
        durable = position;
        catchUpHistory();
        housekeeping = new Housekeeping(settings, telemetry, ledger, usableBytes);
        policy = new SyncPolicy(settings, System.nanoTime());
        savedAt = clock.instant();
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
        room.housekeeping.look(clock.instant());
        room.thread.start();
        return room;
    }

    private static long usable(Path dir) {
        try {
            return Files.getFileStore(dir).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void catchUpHistory() {
        try (LogCursor cursor = new LogCursor(telemetry, history.position())) {
            for (List<JournalEntry> some = cursor.next(1_000); !some.isEmpty(); some = cursor.next(1_000)) {
                some.forEach(history::add);
            }
        }
    }

    @Override
    public long append(JournalRecord record) throws JournalFullException {
        boolean isTelemetry = record.stream() == JournalStream.TELEMETRY;
        lock.lock();
        try {
            Batch to = isTelemetry ? telemetryNews : ledgerNews;
            checkRoom(isTelemetry, to);
            long at = next(to);
            int mark = Frame.begin(to.bytes, at, RecordCodec.kind(record));
            RecordCodec.write(record, to.bytes);
            Frame.end(to.bytes, mark);
            if (record instanceof JournalRecord.Observed) {
                to.observed.add(new JournalEntry(at, record));
            }
            return at;
        } finally {
            lock.unlock();
        }
    }

    private void checkRoom(boolean isTelemetry, Batch to) throws JournalFullException {
        String why = closing ? "the journal is closing" : failure;
        if (why.isEmpty() && isTelemetry) {
            why = housekeeping.refusal();
        }
        if (why.isEmpty() && to.bytes.size() > settings.bufferBytes()) {
            why = "the disk is slower than what arrives: " + (settings.bufferBytes() >> 20) + " MiB wait to be written";
        }
        if (!why.isEmpty()) {
            refused++;
            throw new JournalFullException(why);
        }
    }

    private long next(Batch to) {
        position++;
        if (to.bytes.size() == 0) {
            to.first = position;
        }
        to.last = position;
        if (firstRecord == -1) {
            firstRecord = System.nanoTime();
            work.signal();
        }
        return position;
    }

    @Override
    public CompletableFuture<Void> synced(long at) {
        if (at <= durable) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (at <= durable) {
                done.complete(null);
                return done;
            }
            waiters.add(new Waiter(at, done));
            if (firstWaiter == -1) {
                firstWaiter = System.nanoTime();
                work.signal();
            } else if (waiters.size() == SyncPolicy.MANY_WAITERS) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return done;
    }

    private void loop() {
        while (awaitWork()) {
            List<Waiter> served;
            Batch news;
            Batch ledgerBatch;
            lock.lock();
            try {
                served = waiters;
                waiters = new ArrayList<>();
                news = telemetryNews;
                telemetryNews = telemetrySpare;
                telemetrySpare = news;
                ledgerBatch = ledgerNews;
                ledgerNews = ledgerSpare;
                ledgerSpare = ledgerBatch;
                firstWaiter = -1;
                firstRecord = -1;
            } finally {
                lock.unlock();
            }
            sync(news, ledgerBatch, served);
        }
    }

    /** Waits until it is time to sync; false when everything is written and the journal closes. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (true) {
                int bytes = telemetryNews.bytes.size() + ledgerNews.bytes.size();
                boolean nothing = bytes == 0 && waiters.isEmpty();
                if (nothing && closing) {
                    return false;
                }
                long now = System.nanoTime();
                long wait = nothing
                        ? IDLE_ns
                        : closing ? 0 : policy.waitFor(now, firstWaiter, firstRecord, waiters.size(), bytes);
                if (wait <= 0) {
                    policy.spend(waiters.size());
                    return true;
                }
                if (work.awaitNanos(wait) <= 0 && nothing) {
                    return true; // to look after the bounds
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void sync(Batch news, Batch ledgerBatch, List<Waiter> served) {
        boolean written = news.bytes.size() + ledgerBatch.bytes.size() == 0;
        if (!written) {
            syncs++;
        }
        while (!written) {
            try {
                long now = clock.millis();
                writeLedger(ledgerBatch, now);
                write(telemetry, news, now);
                written = true;
            } catch (IOException e) {
                failed(e, served);
            }
        }
        durable = Math.max(durable, Math.max(news.last, ledgerBatch.last));
        if (!failure.isEmpty()) {
            log.info("the journal writes again");
            failure = "";
        }
        for (Waiter waiter : served) {
            waiter.done().complete(null);
        }
        news.observed.forEach(history::add);
        news.reset();
        ledgerBatch.reset();
        tidy();
    }

    private static void write(SegmentLog to, Batch news, long now) throws IOException {
        if (news.bytes.size() > 0) {
            to.write(news.bytes.array(), news.bytes.size(), news.first, news.last, now);
        }
    }

    /** A new ledger segment begins with all keyed state, so that older segments can go. */
    private void writeLedger(Batch news, long now) throws IOException {
        if (news.bytes.size() > 0 && ledger.beginsSegment()) {
            Bytes snapshot = new Bytes(64 << 10);
            registers.forEach((room, key, value) -> StateRecord.frame(snapshot, news.first - 1, room, key, value));
            if (snapshot.size() > 0) {
                ledger.write(snapshot.array(), snapshot.size(), news.first, news.first - 1, now);
            }
        }
        write(ledger, news, now);
    }

    /** Nothing is acknowledged; what is in memory stays there and is written once the disk takes it. */
    private void failed(IOException e, List<Waiter> served) {
        if (failure.isEmpty()) {
            log.error("the journal could not be written: {}; nothing is taken until it can", e.toString());
        }
        failure = "the journal could not be written: " + e;
        served.forEach(waiter -> waiter.done().completeExceptionally(e));
        java.util.concurrent.locks.LockSupport.parkNanos(IDLE_ns);
    }

    /** Bounds, and now and then the tables. */
    private void tidy() {
        Instant now = clock.instant();
        housekeeping.look(now);
        boolean due = now.isBefore(savedAt) || now.isAfter(savedAt.plus(SAVE_TABLES_EVERY));
        if (due || history.unsaved() >= SAVE_HISTORY_AFTER) {
            saveTables(now);
        }
    }

    private void saveTables(Instant now) {
        savedAt = now;
        registers.save(durable);
        history.save(now.minus(settings.telemetryAge()));
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
        try (LogCursor cursor = new LogCursor(of(stream), at - 1)) {
            List<JournalEntry> found = cursor.next(1);
            return found.isEmpty() || found.get(0).position() != at
                    ? Optional.empty()
                    : Optional.of(found.get(0).record());
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
        return state(room, key, value);
    }

    @Override
    public CompletableFuture<Void> remove(String room, String key) {
        return state(room, key, null);
    }

    private CompletableFuture<Void> state(String room, String key, byte[] value) {
        long at;
        lock.lock();
        try {
            checkRoom(false, ledgerNews);
            at = next(ledgerNews);
            StateRecord.frame(ledgerNews.bytes, at, room, key, value);
            registers.apply(room, key, value);
        } catch (JournalFullException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lock.unlock();
        }
        return synced(at);
    }

    @Override
    public JournalStatus status() {
        Map<String, Long> counters = new HashMap<>();
        counters.put("journal_syncs_total", syncs);
        counters.put("journal_refused_total", refused);
        count(counters, "telemetry", telemetry);
        count(counters, "ledger", ledger);
        String problem = failure.isEmpty() ? housekeeping.refusal() : failure;
        long quarantined = telemetry.quarantined.sum() + ledger.quarantined.sum();
        if (problem.isEmpty() && quarantined > 0) {
            problem = quarantined + " damaged segments were quarantined; keep them and check the storage card";
        }
        return new JournalStatus(failure.isEmpty() && housekeeping.refusal().isEmpty(), problem, counters);
    }

    private static void count(Map<String, Long> counters, String name, SegmentLog of) {
        counters.put("journal_" + name + "_bytes", of.bytes());
        counters.put("journal_" + name + "_written_bytes_total", of.bytesWritten.sum());
        counters.put("journal_" + name + "_cut_bytes_total", of.bytesCut.sum());
        counters.put("journal_" + name + "_quarantined_segments_total", of.quarantined.sum());
        counters.put("journal_" + name + "_dropped_segments_total", of.droppedSegments.sum());
        counters.put("journal_" + name + "_dropped_records_total", of.droppedRecords.sum());
    }

    /** Writes everything, then closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(3_000);
            saveTables(clock.instant());
            registers.close();
            history.close();
            telemetry.close();
            ledger.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("closing the journal failed: {}", e.toString());
        }
    }
}
