package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.time.Instant;

/** The server's one thread and its two clocks. */
interface Loop {
    /** Runs a task on the thread, after those that were given before. From any thread. */
    void execute(Runnable task);

    /** Runs a task on the thread after a while. From any thread. */
    void after(Duration delay, Runnable task);

    /** UTC. */
    Instant now();

    /** A clock that is never set, microseconds. */
    long now_us();
}
