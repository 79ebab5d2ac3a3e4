package si.paka.adapter.lorawan.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread {@code paka-lorawan}. A task that fails is told and counted; the others go on. */
final class ServerThread implements Loop, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerThread.class);

    private final Clock clock;
    private final LongAdder failures = new LongAdder();
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "paka-lorawan"));

    ServerThread(Clock clock) {
        this.clock = clock;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(() -> guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("stopping: {}", e.getMessage());
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // the edge: one device must not stop the others
            failures.increment();
            log.error("the network server stumbled; it goes on", e);
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long now_us() {
        return System.nanoTime() / 1_000;
    }

    long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
