package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time the test moves. */
final class ManualLoop implements Loop {
    private static final Instant BEGIN = Instant.parse("2026-06-01T20:00:00Z");

    private record Task(long at_us, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at_us).thenComparingLong(Task::order));
    private long order;
    private long now_us = 1_000_000;

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now_us + Math.max(0, delay.toNanos() / 1_000), order++, task));
    }

    @Override
    public Instant now() {
        return BEGIN.plusNanos(now_us * 1_000);
    }

    @Override
    public long now_us() {
        return now_us;
    }

    void pass(Duration time) {
        long until_us = now_us + time.toNanos() / 1_000;
        while (!tasks.isEmpty() && tasks.peek().at_us() <= until_us) {
            Task next = tasks.poll();
            now_us = Math.max(now_us, next.at_us());
            next.run().run();
        }
        now_us = until_us;
    }
}
