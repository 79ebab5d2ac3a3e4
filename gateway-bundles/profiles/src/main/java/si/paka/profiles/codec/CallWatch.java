package si.paka.profiles.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches running calls from a thread of its own: one that runs too long or allocates too much has its context closed under it, by
 * yet another thread, since closing waits until the call has noticed. Sleeps while nothing runs.
 */
final class CallWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallWatch.class);
    private static final int CLOCK_FACTOR = 20;
    private static final long LOOK_ns = 5_000_000;
    private static final long GRACE_ns = Duration.ofSeconds(3).toNanos();

    /** What becomes of calls that do not stop when they are told to. */
    interface Stuck {
        /** It holds its thread; called on the watch's thread. */
        void holds(Call call);

        /** It has ended after all; called on its own thread. */
        void letGo(Call call);
    }

    /** One running call. */
    static final class Call {
        private final Path codec;
        private final Context context;
        private final int patience;
        private final long allocatedBefore;
        private final long threadId = Thread.currentThread().getId();
        private final long startedAt = System.nanoTime();
        /** Null while it runs, empty once it ended by itself, else why it was stopped. */
        private final AtomicReference<String> end = new AtomicReference<>();

        // from here on only the watch's thread looks

        /** CPU time of the thread when the watch first saw this call. */
        private long cpuAtFirstLook = -1;

        private long stoppedAt;
        private volatile boolean reported;

        private Call(Path codec, Context context, int patience, long allocatedBefore) {
            this.codec = codec;
            this.context = context;
            this.patience = patience;
            this.allocatedBefore = allocatedBefore;
        }

        Path codec() {
            return codec;
        }
    }

    private final CodecLimits limits;
    private final Stuck stuck;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::loop, "paka-codec-watch");
    private volatile boolean running = true;
    private volatile boolean parked;

    /** @param stuck is told of calls that do not stop when they are told to */
    CallWatch(CodecLimits limits, Stuck stuck) {
        this.limits = limits;
        this.stuck = stuck;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A call begins on this thread.
     *
     * @param patience by how much its limits are multiplied: parsing a codec on a cold engine takes its time
     */
    Call begin(Path codec, Context context, int patience) {
        Call call = new Call(codec, context, patience, threads.getCurrentThreadAllocatedBytes());
        calls.add(call);
        if (parked) {
            LockSupport.unpark(thread);
        }
        return call;
    }

    /** The call has ended; tells why it was stopped, or the empty string. */
    String end(Call call) {
        calls.remove(call);
        if (call.reported) {
            stuck.letGo(call);
        }
        return call.end.compareAndSet(null, "") ? "" : call.end.get();
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
        long now = System.nanoTime();
        if (call.end.get() != null) {
            if (call.stoppedAt != 0 && now - call.stoppedAt > GRACE_ns && !call.reported) {
                call.reported = true;
                stuck.holds(call);
            }
        } else if (isOutOfTime(call, now)) {
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
    private boolean isOutOfTime(Call call, long now) {
        long cpu = threads.getThreadCpuTime(call.threadId);
        if (call.cpuAtFirstLook < 0) {
            call.cpuAtFirstLook = cpu;
        }
        long limit = limits.time().toNanos() * call.patience;
        return cpu - call.cpuAtFirstLook > limit || now - call.startedAt > limit * CLOCK_FACTOR;
    }

    private static void stop(Call call, String why) {
        if (call.end.compareAndSet(null, why)) {
            call.stoppedAt = System.nanoTime();
            Thread closer = new Thread(() -> close(call), "paka-codec-stop");
            closer.setDaemon(true);
            closer.start();
        }
    }

    private static void close(Call call) {
        try {
            call.context.close(true);
        } catch (RuntimeException e) {
            log.warn("closing the context of {} failed: {}", call.codec, e.toString());
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
