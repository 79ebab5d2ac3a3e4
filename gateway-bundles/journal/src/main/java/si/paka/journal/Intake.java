package si.paka.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStream;

/**
 * Where records wait for their sync: gives positions, gathers bytes, knows who waits. Any thread puts in, the sync thread takes
 * out.
 */
final class Intake {
    private static final long IDLE_ns = 1_000_000_000L;

    private record Waiter(long position, CompletableFuture<Void> done) {}

    /** What the sync thread is to write. It gives the batches back by {@link #done} or keeps them and tries again. */
    record Work(Batch telemetry, Batch ledger, Bytes ledgerHead) {}

    private final long bufferBytes;
    private final SyncPolicy policy;
    private final Registers registers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Bytes ledgerHead = new Bytes(16);
    private Batch telemetry = new Batch();
    private Batch ledger = new Batch();
    private Batch telemetrySpare = new Batch();
    private Batch ledgerSpare = new Batch();
    private List<Waiter> waiters = new ArrayList<>();
    private List<Waiter> served = new ArrayList<>();
    private long firstWaiter = -1;
    private long firstRecord = -1;
    private long position;
    private boolean closing;
    private boolean ended;
    private volatile long refused;
    private volatile long durable;
    private volatile String failure = "";

    Intake(JournalSettings settings, Registers registers, long position, long now) {
        this.bufferBytes = settings.bufferBytes();
        this.registers = registers;
        this.policy = new SyncPolicy(settings, now);
        this.position = position;
        this.durable = position;
    }

    long durable() {
        return durable;
    }

    long refused() {
        return refused;
    }

    /** Why nothing is taken; empty if it is. */
    String failure() {
        return failure;
    }

    /** @param refusal why the stream takes nothing now; empty if it does */
    long append(JournalRecord record, String refusal) throws JournalFullException {
        boolean isTelemetry = record.stream() == JournalStream.TELEMETRY;
        lock.lock();
        try {
            Batch to = isTelemetry ? telemetry : ledger;
            long at = put(to, refusal, RecordCodec.kind(record), bytes -> RecordCodec.write(record, bytes));
            if (record instanceof JournalRecord.Observed) {
                to.observed.add(new JournalEntry(at, record));
            }
            return at;
        } finally {
            lock.unlock();
        }
    }

    CompletableFuture<Void> put(StateRecord state) {
        long at;
        lock.lock();
        try {
            at = put(ledger, "", RecordCodec.STATE, state::write);
            registers.apply(state);
            ledger.state.add(state);
        } catch (JournalFullException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lock.unlock();
        }
        return synced(at);
    }

    private long put(Batch to, String refusal, int kind, Consumer<Bytes> body) throws JournalFullException {
        Bytes bytes = to.bytes;
        checkRoom(bytes, refusal);
        long at = position + 1;
        int mark = Frame.begin(bytes, at, kind);
        boolean whole = false;
        try {
            body.accept(bytes);
            checkSize(bytes.size() - mark);
            Frame.end(bytes, mark);
            whole = true;
        } finally {
            if (!whole) {
                bytes.cutTo(mark); // half a record would make everything behind it unreadable
            }
        }
        position = at;
        to.count(at);
        if (firstRecord == -1) {
            firstRecord = System.nanoTime();
            work.signal();
        }
        return at;
    }

    private void checkRoom(Bytes bytes, String refusal) throws JournalFullException {
        String why = closing ? "the journal is closing" : failure.isEmpty() ? refusal : failure;
        if (why.isEmpty() && bytes.size() > bufferBytes) {
            why = "the disk is slower than what arrives: " + (bufferBytes >> 20) + " MiB wait to be written";
        }
        if (!why.isEmpty()) {
            refuse(why);
        }
    }

    private void checkSize(int bytes) throws JournalFullException {
        if (bytes > Frame.MOST) {
            refuse("a record has " + bytes + " bytes, expected at most " + Frame.MOST);
        }
    }

    private void refuse(String why) throws JournalFullException {
        refused++;
        throw new JournalFullException(why);
    }

    CompletableFuture<Void> synced(long at) {
        if (at <= durable) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (at <= durable) {
                return CompletableFuture.completedFuture(null);
            }
            if (ended) {
                return CompletableFuture.failedFuture(new IOException("the journal is closed"));
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

    /** Waits until it is time to sync; empty when everything has been taken and the journal closes. Sync thread. */
    Optional<Work> await(SegmentLog ledgerLog) {
        lock.lock();
        try {
            while (true) {
                boolean nothing = telemetry.isEmpty() && ledger.isEmpty() && waiters.isEmpty();
                if (nothing && closing) {
                    return Optional.empty();
                }
                long wait = nothing ? IDLE_ns : closing ? 0 : waitForMore();
                if (wait <= 0) {
                    policy.spend(waiters.size());
                    return Optional.of(take(ledgerLog));
                }
                work.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long waitForMore() {
        int bytes = telemetry.bytes.size() + ledger.bytes.size();
        return policy.waitFor(System.nanoTime(), firstWaiter, firstRecord, waiters.size(), bytes);
    }

    private Work take(SegmentLog ledgerLog) {
        Work taken = new Work(telemetry, ledger, ledgerHead);
        telemetry = telemetrySpare;
        telemetrySpare = taken.telemetry();
        ledger = ledgerSpare;
        ledgerSpare = taken.ledger();
        List<Waiter> empty = served;
        served = waiters;
        waiters = empty;
        firstWaiter = -1;
        firstRecord = -1;
        ledgerHead.reset();
        if (!taken.ledger().isEmpty()
                && ledgerLog.beginsSegment()) { // here, where it holds nothing newer than the batch
            StateRecord.snapshot(ledgerHead, taken.ledger().first - 1, registers);
        }
        return taken;
    }

    /** What was taken is on disk. Sync thread. */
    void done(Work written) {
        lock.lock();
        try {
            durable = Math.max(durable, Math.max(written.telemetry().last, written.ledger().last));
            failure = "";
            takeServed();
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : served) {
            waiter.done().complete(null);
        }
        served.clear();
    }

    /** Who began to wait while the sync ran need not wait for another. */
    private void takeServed() {
        waiters.removeIf(waiter -> waiter.position() <= durable && served.add(waiter));
        if (waiters.isEmpty()) {
            firstWaiter = -1;
        }
    }

    /**
     * What was taken is not on disk; nothing of it is acknowledged and nothing new is taken until it is. Sync thread.
     *
     * @return false if the journal closes
     */
    boolean failed(IOException cause, long pause_ns) {
        List<Waiter> failing;
        lock.lock();
        try {
            failure = "the journal could not be written: " + cause;
            failing = new ArrayList<>(served);
            served.clear();
            failing.addAll(waiters);
            waiters.clear();
            firstWaiter = -1;
        } finally {
            lock.unlock();
        }
        failing.forEach(waiter -> waiter.done().completeExceptionally(cause));
        return pause(pause_ns);
    }

    private boolean pause(long ns) {
        lock.lock();
        try {
            long left = ns;
            while (!closing && left > 0) {
                left = work.awaitNanos(left);
            }
            return !closing;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; the sync thread writes what it has and ends. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The sync thread has ended: who still waits, waits in vain. */
    void end() {
        List<Waiter> left;
        lock.lock();
        try {
            closing = true;
            ended = true;
            left = new ArrayList<>(served);
            left.addAll(waiters);
            served.clear();
            waiters.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(waiter -> waiter.done().completeExceptionally(new IOException("the journal is closed")));
    }
}
