package si.paka.core.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.port.Ingest;

/**
 * Hands the aggregates' messages in, on a thread of its own, since handing in may wait for room that only the gateway thread makes.
 * One message waits for each aggregate; a newer one takes its place.
 */
public final class AggregatePost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AggregatePost.class);

    private final Ingest ingest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<DeviceAddress, DeviceMessage> waiting = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::loop, "paka-aggregates");
    private volatile boolean running = true;

    public AggregatePost(Ingest ingest) {
        this.ingest = ingest;
    }

    public void start() {
        thread.start();
    }

    /** Any thread; returns at once. */
    public void offer(DeviceMessage message) {
        lock.lock();
        try {
            waiting.put(message.source(), message);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (running) {
            try {
                DeviceMessage next = take();
                if (next != null) {
                    ingest.accept(next).whenComplete((receipt, failure) -> {
                        if (failure != null) { // the next total says it all again
                            log.debug("{} was not taken in: {}", next.source(), failure.toString());
                        }
                    });
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private DeviceMessage take() throws InterruptedException {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                news.await(1, TimeUnit.SECONDS);
            }
            var first = waiting.values().iterator();
            if (!first.hasNext()) {
                return null;
            }
            DeviceMessage next = first.next();
            first.remove();
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
