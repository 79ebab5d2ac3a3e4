package si.paka.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.port.CabinetInfo;
import si.paka.uplink.PlatformConnection.ConnectException;

/**
 * The way to one platform: opens a connection, tells that the cabinet is online, and opens another after a loss, ever later. Only
 * the target's thread calls it, unless a method says otherwise.
 */
final class Link {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final long WELL_ns = TimeUnit.SECONDS.toNanos(60);

    /** Takes what comes from the platform, on the client's thread. */
    interface Inbox {
        void arrived(String topic, byte[] payload, boolean retained);
    }

    private final TargetSettings settings;
    private final PlatformConnection.Opener opener;
    private final CabinetInfo cabinet;
    private final String root;
    private final Inbox inbox;
    private final Runnable wake;
    private final Backoff backoff;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final LongAdder connects = new LongAdder();
    private volatile Session session;
    private volatile String problem = "not connected yet";
    private long openedAt_ns;
    private long nextTry_ns;

    /**
     * @param wake called on any thread when the connection is gone
     * @param nanoTime for pauses: a clock that is set does not stretch them
     */
    Link(
            TargetSettings settings,
            PlatformConnection.Opener opener,
            CabinetInfo cabinet,
            Inbox inbox,
            Runnable wake,
            Backoff backoff,
            Clock clock,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.opener = opener;
        this.cabinet = cabinet;
        this.root = "paka/1/" + cabinet.town() + "/" + cabinet.cabinet() + "/";
        this.inbox = inbox;
        this.wake = wake;
        this.backoff = backoff;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.nextTry_ns = nanoTime.getAsLong();
    }

    /** One connection with what is known of it. A late answer on an old one says nothing about the new one. */
    private final class Session implements PlatformConnection.Events {
        private final AtomicInteger unanswered = new AtomicInteger();
        private volatile boolean broken;
        private volatile PlatformConnection connection;

        @Override
        public void lost(String why) {
            if (!broken) {
                broken = true;
                tell("connection lost: " + why);
            }
            wake.run();
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            inbox.arrived(topic, payload, retained);
        }

        boolean publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered) {
            unanswered.incrementAndGet(); // before: the answer may be quicker than we are
            boolean taken = false;
            try {
                taken = connection.publish(topic, payload, retained, ok -> {
                    unanswered.decrementAndGet();
                    if (!ok) {
                        lost("a publication was not answered");
                    }
                    answered.accept(ok);
                });
            } catch (ConnectException e) {
                lost(e.getMessage());
            } finally {
                if (!taken) {
                    unanswered.decrementAndGet();
                }
            }
            return taken;
        }
    }

    boolean isUp() {
        Session present = session;
        return present != null && !present.broken;
    }

    boolean isBroken() {
        Session present = session;
        return present != null && present.broken;
    }

    /** How long until the next attempt is due, in nanoseconds. */
    long untilNextTry_ns() {
        return Math.max(0, nextTry_ns - nanoTime.getAsLong());
    }

    /** Connects if an attempt is due; returns whether it is connected now. */
    boolean open() {
        if (untilNextTry_ns() > 0) {
            return false;
        }
        Session next = new Session();
        try {
            next.connection = opener.open(root + "status", status("offline"), root + "cmd/+", next);
        } catch (ConnectException e) {
            tell("not connected: " + e.getMessage());
            later();
            return false;
        }
        session = next;
        openedAt_ns = nanoTime.getAsLong();
        connects.increment();
        problem = "";
        log.info("uplink {} connected", settings);
        next.publish(root + "status", status("online"), true, answered -> {});
        return isUp();
    }

    /** Publishes below the cabinet's root; false if it was not taken, for want of room or of a connection. */
    boolean publish(String topic, byte[] payload, Consumer<Boolean> answered) {
        return session.publish(root + topic, payload, false, answered);
    }

    boolean hasRoom() {
        Session present = session;
        return !present.broken && present.unanswered.get() < present.connection.most();
    }

    /** Lets go of a broken connection; the next attempt comes after a pause. */
    void drop() {
        Session last = session;
        if (last == null) {
            return;
        }
        session = null;
        if (nanoTime.getAsLong() - openedAt_ns > WELL_ns) {
            backoff.succeeded();
        }
        last.connection.close();
        later();
    }

    /** It cannot go on with this connection. */
    void fail(String why) {
        Session present = session;
        if (present != null) {
            present.lost(why);
        }
    }

    /** The platform has taken something: after the next loss, begin with short pauses. */
    void worked() {
        backoff.succeeded();
    }

    /** Tells that the cabinet goes offline, waits a moment for the answer, and closes. */
    void goodbye(long patience_ms) {
        Session last = session;
        if (last == null) {
            return;
        }
        CountDownLatch told = new CountDownLatch(1);
        if (!last.broken && last.publish(root + "status", status("offline"), true, ok -> told.countDown())) {
            try {
                if (!told.await(patience_ms, TimeUnit.MILLISECONDS)) {
                    log.info("uplink {} did not answer our goodbye", settings);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        session = null;
        last.broken = true; // what is still unanswered is no loss to tell of
        last.connection.close();
    }

    private void later() {
        nextTry_ns = nanoTime.getAsLong() + backoff.next().toNanos();
    }

    private void tell(String why) {
        if (!why.equals(problem)) {
            log.warn("uplink {}: {}; messages wait in the journal", settings, why);
        }
        problem = why;
    }

    private byte[] status(String state) {
        String body = "{\"state\":\"" + state + "\",\"since\":\"" + clock.instant() + "\",\"version\":\""
                + cabinet.version() + "\",\"startedAt\":\"" + cabinet.startedAt() + "\"}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** Why it is not connected; empty if it is. From any thread. */
    String problem() {
        return isUp() ? "" : problem;
    }

    /** From any thread. */
    long connects() {
        return connects.sum();
    }

    /** From any thread. */
    int unanswered() {
        Session present = session;
        return present == null ? 0 : present.unanswered.get();
    }
}
