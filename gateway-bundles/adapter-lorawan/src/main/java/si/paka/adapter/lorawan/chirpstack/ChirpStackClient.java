package si.paka.adapter.lorawan.chirpstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session with ChirpStack's broker, one after the other, on the thread {@code paka-chirpstack}. */
final class ChirpStackClient implements AutoCloseable, BrokerRoute.Publisher {
    private static final Logger log = LoggerFactory.getLogger(ChirpStackClient.class);
    private static final long WELL_ns = TimeUnit.SECONDS.toNanos(60);

    private final ChirpStackSettings settings;
    private final ReconnectDelay delay =
            new ReconnectDelay(() -> ThreadLocalRandom.current().nextDouble());
    private final Thread thread = new Thread(this::keepConnected, "paka-chirpstack");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final LongAdder connects = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private volatile EventReader reader;
    private volatile BrokerSession session;
    private volatile boolean lastRefused;
    private volatile String problem = "not connected yet";

    ChirpStackClient(ChirpStackSettings settings) {
        this.settings = settings;
    }

    void start(EventReader events) {
        reader = events;
        thread.start();
    }

    private void keepConnected() {
        try {
            while (isRunning()) {
                if (serveOnce()) {
                    delay.reset();
                }
                pause(delay.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() asked for it
        } catch (RuntimeException e) { // the edge of the thread
            problem = "failed: " + e;
            log.error("ChirpStack at {}: the connection is given up until a restart", settings, e);
        }
    }

    /** One session from connect to end; returns whether it was of use. */
    private boolean serveOnce() throws InterruptedException {
        long began_ns = System.nanoTime();
        try (BrokerSession opened = BrokerSession.open(settings, reader, acknowledged)) {
            connects.increment();
            session = opened;
            log.info("ChirpStack at {} connected", settings);
            if (isRunning()) {
                ended(opened, opened.awaitEnd());
            }
            return opened.acknowledged() > 0 || System.nanoTime() - began_ns > WELL_ns;
        } catch (MqttException e) {
            tell("not connected: " + reason(e));
            return false;
        } finally {
            session = null;
        }
    }

    private void ended(BrokerSession last, String why) {
        lastRefused = last.hasRefused();
        session = null; // before it is told and counted: who sees the count sees the problem
        tell(why);
        if (lastRefused) {
            refusals.increment();
        }
    }

    private void tell(String why) {
        if (isRunning() && !why.equals(problem)) {
            log.warn("ChirpStack at {}: {}; trying on", settings, why);
        }
        problem = why;
    }

    private static String reason(MqttException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void pause(Duration length) throws InterruptedException {
        if (stopped.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
            log.debug("ChirpStack at {} is not wanted any more", settings);
        }
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        BrokerSession present = session;
        return present == null
                ? CompletableFuture.failedFuture(new IllegalStateException("ChirpStack is not connected"))
                : present.publish(topic, payload);
    }

    /** What is wrong; empty if all is well. After a refusal all is well again only once an event was kept. */
    String problem() {
        BrokerSession present = session;
        boolean well = present != null && (!lastRefused || present.acknowledged() > 0);
        return well ? "" : problem;
    }

    long connects() {
        return connects.sum();
    }

    long refusals() {
        return refusals.sum();
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** Events that wait for the journal. */
    int unsafe() {
        BrokerSession present = session;
        return present == null ? 0 : present.unsafe();
    }

    @Override
    public void close() {
        stopped.countDown();
        BrokerSession present = session;
        if (present != null) {
            present.end("stopping");
        }
        try {
            thread.join(1_500);
            if (thread.isAlive()) {
                thread.interrupt(); // it waits for a connection that does not come
                thread.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
