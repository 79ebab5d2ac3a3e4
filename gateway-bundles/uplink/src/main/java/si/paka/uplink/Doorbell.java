package si.paka.uplink;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a target's thread: at once when rung, and after a number of answers when its window is full, so that it is not woken for
 * every single one. One thread notices and waits; any may ring.
 */
final class Doorbell {
    /** Answers do not matter. */
    static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean rung;
    private volatile boolean counting;
    private volatile int wakeAt;
    private volatile Thread sleeper;
    private int noticed;

    /** There is something to do now. */
    void ring() {
        rung = true;
        LockSupport.unpark(sleeper);
    }

    /** A publication has been answered. */
    void answer() {
        int count = answers.incrementAndGet();
        if (counting && count - wakeAt >= 0) {
            LockSupport.unpark(sleeper);
        }
    }

    /** What rings or is answered from here on ends the next {@link #await}; call it before looking for work. */
    void notice() {
        rung = false;
        noticed = answers.get();
    }

    /**
     * Waits until rung, until enough answers have come since {@link #notice}, or for the given time; may return early.
     *
     * @param enough answers; {@link #NEVER} if they do not matter
     */
    void await(long nanos, int enough) {
        sleeper = Thread.currentThread();
        wakeAt = noticed + enough;
        counting = enough != NEVER;
        boolean answered = counting && answers.get() - wakeAt >= 0;
        if (!rung && !answered) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null; // nobody to wake: unparking a busy thread costs too
        counting = false;
    }
}
