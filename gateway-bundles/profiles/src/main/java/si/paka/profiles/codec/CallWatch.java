package si.paka.profiles.codec;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches running calls from a thread of its own: one that runs too long or allocates too much has its context closed under it.
 * Sleeps while nothing runs.
 */
final class CallWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallWatch.class);
    private static final int CLOCK_FACTOR = 20;
    private static final long LOOK_ns = 5_000_000;

    /** One running call. */
    static final class Call {
        final Context context;
        final long threadId = Thread.currentThread().getId();
        final long startedAt = System.nanoTime();
        final long allocatedBefore;
        final int patience;
        volatile String stopped = "";
        /** CPU time of the thread when the watch first saw this call; only the watch uses it. */
        long cpuAtFirstLook = -1;

        Call(Context context, long allocatedBefore, int patience) {
            this.patience = patience;
            this.context = context;
            this.allocatedBefore = allocatedBefore;
        }
    }

    private final CodecLimits limits;
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::loop, "paka-codec-watch");
    private volatile boolean running = true;
    private volatile boolean parked;

    CallWatch(CodecLimits limits) {
        this.limits = limits;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A call begins on this thread.
     *
     * @param patience by how much its limits are multiplied: parsing a codec on a cold engine takes its time
     */
    Call begin(Context context, int patience) {
        Call call = new Call(context, threads.getCurrentThreadAllocatedBytes(), patience);
        calls.add(call);
        if (parked) {
            LockSupport.unpark(thread);
        }
        return call;
    }

    /** The call has ended; tells why it was stopped, or the empty string. */
    String end(Call call) {
        calls.remove(call);
        return call.stopped;
    }

    private void loop() {
        while (running) {
            if (calls.isEmpty()) {
                parked = true;
                if (calls.isEmpty() && running) {
                    LockSupport.parkNanos(this, 1_000_000_000L);
                }
                parked = false;
            } else {
                LockSupport.parkNanos(this, LOOK_ns);
                calls.forEach(this::look);
            }
        }
    }

    private void look(Call call) {
        if (!call.stopped.isEmpty()) {
            return;
        }
        if (isOutOfTime(call)) {
            stop(call, "codec-timeout");
        } else if (threads.getThreadAllocatedBytes(call.threadId) - call.allocatedBefore
                > limits.bytes() * call.patience) {
            stop(call, "codec-memory");
        }
    }

    /**
     * The limit is CPU time, since on a starved machine a harmless call may stand still for long; a wide limit of the clock's time
     * ends what only waits.
     */
    private boolean isOutOfTime(Call call) {
        long cpu = threads.getThreadCpuTime(call.threadId);
        if (call.cpuAtFirstLook < 0) {
            call.cpuAtFirstLook = cpu;
        }
        long used = cpu - call.cpuAtFirstLook;
        long limit = limits.time().toNanos() * call.patience;
        return used > limit || System.nanoTime() - call.startedAt > limit * CLOCK_FACTOR;
    }

    private void stop(Call call, String why) {
        call.stopped = why;
        try {
            call.context.close(true);
        } catch (RuntimeException e) {
            log.warn("closing the context of a runaway codec failed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
