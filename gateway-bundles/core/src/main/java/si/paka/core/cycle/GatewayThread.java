package si.paka.core.cycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.ingest.Processed;

/**
 * The one thread that owns the twin. Decoded messages wait in a bounded inbox (whoever brings one waits when it is full);
 * small tasks from other threads come first. It turns when something is there, and at least once a second.
 */
public final class GatewayThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GatewayThread.class);
    private static final int INBOX = 4096;
    private static final int BATCH = 512;
    private static final Duration TICK = Duration.ofSeconds(1);

    /** One turn. */
    public interface Turn {
        /** @param tick whether a second has passed since the last turn with a tick */
        void run(Instant now, List<Processed> batch, boolean tick);
    }

    private final Clock clock;
    private final Turn turn;
    private final BlockingQueue<Processed> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::loop, "paka-gateway");
    private volatile boolean running = true;
    private volatile boolean parked;
    private volatile long failures;
    private volatile long lastTurn = System.nanoTime();

    public GatewayThread(Clock clock, Turn turn) {
        this.clock = clock;
        this.turn = turn;
    }

    public void start() {
        thread.start();
    }

    /** Hands over a decoded message; waits while the inbox is full. Not for the gateway thread itself. */
    public void deliver(Processed processed) throws InterruptedException {
        inbox.put(processed);
        wake();
    }

    /** Runs a small task on the gateway thread, soon. Any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        wake();
    }

    public int waiting() {
        return inbox.size();
    }

    public long failures() {
        return failures;
    }

    /** How long ago the thread last turned. */
    public Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastTurn);
    }

    private void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        List<Processed> batch = new ArrayList<>(BATCH);
        long nextTick = System.nanoTime();
        while (running) {
            waitForWork(nextTick);
            runTasks();
            batch.clear();
            inbox.drainTo(batch, BATCH);
            boolean tick = System.nanoTime() - nextTick >= 0;
            if (tick) {
                nextTick = System.nanoTime() + TICK.toNanos();
            }
            lastTurn = System.nanoTime();
            guarded(() -> turn.run(clock.instant(), batch, tick));
        }
    }

    private void waitForWork(long until) {
        parked = true;
        while (running && inbox.isEmpty() && tasks.isEmpty()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
        }
        parked = false;
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    /** One failing message, task or rule must not stop the others. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failures++;
            log.error("a turn of the gateway failed; going on", e);
        }
    }

    /** Stops the thread after the turn it is in. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
