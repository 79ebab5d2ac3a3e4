package si.paka.adapter.coap;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls, for at most ten seconds, until something happened in another thread. */
final class Await {
    private static final long POLL_NANOS = 10_000_000L;
    private static final int POLLS = 1_000;

    private Await() {}

    static void until(BooleanSupplier happened) {
        for (int i = 0; i < POLLS; i++) {
            if (happened.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("nothing happened within ten seconds");
    }
}
