package si.paka.core.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.cycle.GatewayThread;
import si.paka.model.DeviceMessage;
import si.paka.model.device.Device;
import si.paka.model.port.MessageDecoder;

/**
 * Decodes accepted messages on a few threads. A device always has the same thread, so its order is kept; each thread has a
 * bounded queue.
 */
final class DecodeWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecodeWorkers.class);
    private static final int QUEUE = 2048;

    private record Job(Device device, long position, DeviceMessage message, CompletableFuture<String> decoded) {}

    private final MessageDecoder decoder;
    private final GatewayThread gateway;
    private final List<BlockingQueue<Job>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    DecodeWorkers(int workers, MessageDecoder decoder, GatewayThread gateway) {
        this.decoder = decoder;
        this.gateway = gateway;
        for (int i = 0; i < workers; i++) {
            BlockingQueue<Job> queue = new ArrayBlockingQueue<>(QUEUE);
            queues.add(queue);
            threads.add(new Thread(() -> loop(queue), "paka-decode-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Which lane a device is in; the caller keeps the order within it. */
    int lane(Device device) {
        return Math.floorMod(device.id().hashCode(), queues.size());
    }

    /** Whether there is room in the lane, waiting for it a while. */
    boolean awaitRoom(int lane, long millis) {
        BlockingQueue<Job> queue = queues.get(lane);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (queue.remainingCapacity() == 0) {
            if (System.nanoTime() - until >= 0
                    || !running
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(this, 200_000);
        }
        return true;
    }

    /** Queues a message for decoding; waits if the lane is full. */
    void submit(Device device, long position, DeviceMessage message, CompletableFuture<String> decoded) {
        try {
            queues.get(lane(device)).put(new Job(device, position, message, decoded));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop(BlockingQueue<Job> queue) {
        while (running) {
            try {
                Job job = queue.poll(1, TimeUnit.SECONDS);
                if (job != null) {
                    gateway.deliver(decode(job));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Processed decode(Job job) {
        MessageDecoder.Result result;
        try {
            result = decoder.decode(job.device(), job.message(), job.position());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) { // the lane must go on
            log.error("decoding a message of {} failed", job.device().id(), e);
            result = new MessageDecoder.Result.Rejected("decoder-failure", e.toString());
        }
        return new Processed(job.device(), lane(job.device()), job.position(), job.message(), result, job.decoded());
    }

    @Override
    public void close() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
