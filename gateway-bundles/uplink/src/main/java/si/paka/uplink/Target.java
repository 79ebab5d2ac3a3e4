package si.paka.uplink;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.UplinkFeed;

/**
 * Publishes to one platform: events first, then telemetry, in order, within a window of unanswered publications. One thread,
 * {@code paka-uplink-<target>}; what is not private may be called from any.
 */
final class Target implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Target.class);
    private static final long REMEMBER_EVERY_ns = TimeUnit.SECONDS.toNanos(2);
    private static final long IDLE_ns = TimeUnit.SECONDS.toNanos(1);
    private static final long GOODBYE_ms = 1_000;

    private final TargetSettings settings;
    private final UplinkFeed feed;
    private final Positions positions;
    private final CommandDesk desk;
    private final Link link;
    private final List<StreamPump> pumps;
    private final Doorbell doorbell = new Doorbell();
    private final Thread thread;
    private final LongAdder published = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private volatile boolean running = true;
    private long remembered_ns = System.nanoTime();

    Target(
            TargetSettings settings,
            CabinetInfo cabinet,
            UplinkFeed feed,
            RemoteCommands commands,
            Positions positions,
            PlatformConnection.Opener opener,
            Clock clock) {
        this.settings = settings;
        this.feed = feed;
        this.positions = positions;
        this.desk = new CommandDesk(settings.name(), commands, doorbell::ring, clock);
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        this.link = new Link(settings, opener, cabinet, desk, doorbell::ring, backoff, clock, System::nanoTime);
        this.pumps = List.of(
                positions.open(settings.name(), JournalStream.LEDGER),
                positions.open(settings.name(), JournalStream.TELEMETRY));
        this.thread = new Thread(this::loop, "paka-uplink-" + settings.name());
    }

    void start() {
        thread.start();
    }

    /** There may be something new to publish. */
    void wake() {
        doorbell.ring();
    }

    private void loop() {
        while (running) {
            try {
                step();
            } catch (RuntimeException e) { // the edge: whatever it is, begin anew from what was acknowledged
                log.error("uplink {} failed; it connects anew", settings.name(), e);
                link.fail("failed: " + e);
            }
        }
        finish();
    }

    private void step() {
        doorbell.notice();
        if (link.isBroken()) {
            settle();
            link.drop();
        }
        if (!link.isUp()) {
            connect();
            return;
        }
        int moved = settle() + desk.forward(link);
        for (StreamPump pump : pumps) {
            moved += pump(pump);
        }
        if (System.nanoTime() - remembered_ns >= REMEMBER_EVERY_ns) {
            remember();
        }
        if (moved == 0 && running) {
            doorbell.await(IDLE_ns, isFull() ? Math.max(1, inFlight() / 4) : Doorbell.NEVER);
        }
    }

    private void connect() {
        if (link.open()) {
            desk.rewind();
            pumps.forEach(pump -> pump.rewind(feed, settings.name()));
        } else if (running) {
            doorbell.await(Math.min(IDLE_ns, link.untilNextTry_ns()), Doorbell.NEVER);
        }
    }

    private int pump(StreamPump pump) {
        int sent = 0;
        while (!isFull()) {
            UplinkFeed.Message message = pump.peek();
            if (message == null) {
                break;
            }
            StreamPump.Slot slot = pump.take();
            if (!link.publish(message.topic(), message.payload(), ok -> answered(slot, ok))) {
                pump.putBack(slot);
                break;
            }
            sent++;
        }
        published.add(sent);
        return sent;
    }

    private boolean isFull() {
        return inFlight() >= settings.inflight() || !link.hasRoom();
    }

    private int inFlight() {
        return pumps.get(0).inFlight() + pumps.get(1).inFlight();
    }

    /** On the client's thread, perhaps before publish() has returned. */
    private void answered(StreamPump.Slot slot, boolean ok) {
        if (ok) {
            slot.acknowledged = true;
            acknowledged.increment();
        }
        doorbell.answer();
    }

    private int settle() {
        int settled = 0;
        for (StreamPump pump : pumps) {
            settled += pump.settle();
        }
        if (settled > 0) {
            link.worked();
        }
        return settled;
    }

    private void remember() {
        remembered_ns = System.nanoTime();
        pumps.forEach(pump -> positions.remember(settings.name(), pump));
    }

    private void finish() {
        try {
            link.goodbye(GOODBYE_ms);
            settle();
            remember();
        } catch (RuntimeException e) { // the edge: it ends in any case; what is not remembered is sent again
            log.error("uplink {} did not end well", settings.name(), e);
        }
        pumps.forEach(StreamPump::close);
    }

    String name() {
        return settings.name();
    }

    /** Why it is not connected; empty if it is. */
    String problem() {
        return link.problem();
    }

    /** How many numbered messages the platform has not acknowledged; up to a second old. */
    long backlog() {
        return Math.max(0, feed.lastSequence(settings.name()) - pumps.get(1).acknowledgedSequence());
    }

    TargetFigures figures() {
        return new TargetFigures(
                published.sum(),
                acknowledged.sum(),
                pumps.get(0).repeated() + pumps.get(1).repeated(),
                pumps.get(0).gaps() + pumps.get(1).gaps(),
                link.connects(),
                link.unanswered(),
                desk.taken(),
                desk.refused(),
                desk.dropped(),
                backlog());
    }

    /** Asks it to end; {@link #close} waits for that. */
    void stop() {
        running = false;
        doorbell.ring();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(GOODBYE_ms + 1_500);
            if (thread.isAlive()) {
                thread.interrupt(); // it waits for a connection that does not come
                thread.join(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
