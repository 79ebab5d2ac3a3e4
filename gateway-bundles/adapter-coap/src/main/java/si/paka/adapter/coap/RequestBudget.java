package si.paka.adapter.coap;

import java.time.Duration;

/**
 * How much may still come: a burst at once, and the same again over the refill time. What was let in is remembered for about
 * that long, so this bounds memory. Safe from any thread.
 */
final class RequestBudget {
    private final double capacity;
    private final double perNano;
    private double left;
    private long at;

    /** @param now a monotonic time in nanoseconds, as in {@link #take} */
    RequestBudget(int burst, Duration refill, long now) {
        capacity = burst;
        perNano = capacity / refill.toNanos();
        left = capacity;
        at = now;
    }

    /** Whether one more may come in. */
    synchronized boolean take(long now) {
        left = Math.min(capacity, left + (now - at) * perNano);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
