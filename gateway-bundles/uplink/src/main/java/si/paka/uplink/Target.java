package si.paka.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.UplinkFeed;

/**
 * Publishes to one platform: events first, then telemetry, in order, within a window of unanswered publications. One thread,
 * {@code paka-uplink-<target>}.
 */
final class Target implements PlatformConnection.Events, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Target.class);
    private static final Duration REMEMBER_EVERY = Duration.ofSeconds(2);
    private static final long IDLE_ns = 1_000_000_000L;
    private static final int MOST_RESULTS = 500;

    private record Answer(String requestId, byte[] body) {}

    private final TargetSettings settings;
    private final CabinetInfo cabinet;
    private final UplinkFeed feed;
    private final RemoteCommands commands;
    private final Positions positions;
    private final PlatformConnection connection;
    private final Clock clock;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MOST_RESULTS);
    private final List<StreamPump> pumps;
    private final Thread thread;
    private final String root;
    final LongAdder published = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder connects = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    private volatile boolean running = true;
    private final AtomicBoolean news = new AtomicBoolean();
    private volatile boolean parked;
    private volatile boolean broken;
    private volatile boolean online;
    private volatile String problem = "not connected yet";
    private Instant nextTry = Instant.MIN;
    private Instant remembered = Instant.MIN;

    Target(
            TargetSettings settings,
            CabinetInfo cabinet,
            UplinkFeed feed,
            RemoteCommands commands,
            Positions positions,
            Clock clock) {
        this.settings = settings;
        this.cabinet = cabinet;
        this.feed = feed;
        this.commands = commands;
        this.positions = positions;
        this.clock = clock;
        this.root = "paka/1/" + cabinet.town() + "/" + cabinet.cabinet() + "/";
        this.connection = settings.version5() ? new Mqtt5Connection(settings) : new Mqtt3Connection(settings);
        this.pumps = List.of(
                positions.open(settings.name(), JournalStream.LEDGER),
                positions.open(settings.name(), JournalStream.TELEMETRY));
        this.thread = new Thread(this::loop, "paka-uplink-" + settings.name());
    }

    void start() {
        thread.start();
    }

    void wake() {
        news.set(true);
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (running) {
            try {
                step();
            } catch (RuntimeException e) {
                log.error("uplink {} failed; it starts anew", settings.name(), e);
                broken = true;
            }
        }
        goodbye();
    }

    private void step() {
        if (broken) {
            disconnect();
        }
        if (!online && !connect()) {
            rest(Math.min(IDLE_ns, Duration.between(clock.instant(), nextTry).toNanos()));
            return;
        }
        int moved = settle();
        sendAnswers();
        for (StreamPump pump : pumps) {
            moved += pump(pump);
        }
        remember(false);
        if (moved == 0) {
            rest(IDLE_ns);
        }
    }

    private boolean connect() {
        Instant now = clock.instant();
        if (now.isBefore(nextTry)) {
            return false;
        }
        try {
            connection.connect(root + "status", status("offline"), root + "cmd/+", this);
            broken = false;
            pumps.forEach(pump -> pump.rewind(feed, settings.name()));
            connection.publish(root + "status", status("online"), true, answered -> {});
            backoff.succeeded();
            connects.increment();
            online = true;
            log.info("uplink {} connected", settings);
            problem = "";
            return true;
        } catch (PlatformConnection.ConnectException e) {
            if (!e.getMessage().equals(problem)) {
                log.warn("uplink {} not connected: {}; messages wait in the journal", settings, e.getMessage());
            }
            problem = e.getMessage();
            nextTry = now.plus(backoff.next());
            return false;
        }
    }

    private byte[] status(String state) {
        String body = "{\"state\":\"" + state + "\",\"since\":\"" + clock.instant() + "\",\"version\":\""
                + cabinet.version() + "\",\"startedAt\":\"" + cabinet.startedAt() + "\"}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private int pump(StreamPump pump) {
        int sent = 0;
        while (!broken && window() < settings.inflight()) {
            UplinkFeed.Message message = pump.peek();
            if (message == null) {
                break;
            }
            StreamPump.Slot slot = pump.take();
            try {
                connection.publish(root + message.topic(), message.payload(), false, ok -> answered(slot, ok));
                published.increment();
                sent++;
            } catch (PlatformConnection.ConnectException e) {
                pump.putBack(slot);
                lost(e.getMessage());
            }
        }
        return sent;
    }

    private int window() {
        return pumps.get(0).inFlight() + pumps.get(1).inFlight();
    }

    /** On the client's thread, perhaps before publish() has returned. */
    private void answered(StreamPump.Slot slot, boolean ok) {
        if (ok) {
            slot.acknowledged = true;
            acknowledged.increment();
        } else {
            unanswered.increment();
            broken = true;
        }
        wake();
    }

    private int settle() {
        int settled = 0;
        for (StreamPump pump : pumps) {
            settled += pump.settle();
        }
        return settled;
    }

    private void remember(boolean now) {
        Instant at = clock.instant();
        boolean due = at.isBefore(remembered)
                || !at.isBefore(remembered.equals(Instant.MIN) ? at : remembered.plus(REMEMBER_EVERY));
        if (now || due) {
            remembered = at;
            pumps.forEach(pump -> positions.remember(settings.name(), pump));
        }
    }

    private void rest(long nanos) {
        parked = true;
        if (running && !news.getAndSet(false)) {
            LockSupport.parkNanos(this, Math.max(nanos, 1_000_000));
        }
        parked = false;
    }

    @Override
    public void lost(String why) {
        if (!broken && online) {
            log.warn("uplink {} lost: {}; messages wait in the journal", settings, why);
            problem = "connection lost: " + why;
        }
        broken = true;
        wake();
    }

    private void disconnect() {
        settle();
        online = false;
        broken = false;
        nextTry = clock.instant().plus(backoff.next());
        connection.close();
        pumps.forEach(StreamPump::close);
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        String requestId = topic.substring(topic.lastIndexOf('/') + 1);
        try {
            if (retained) {
                throw new IllegalArgumentException("a retained command is refused: it may be old");
            }
            commands.handle(CommandTopic.read(settings.name(), requestId, payload), this::answer);
        } catch (IllegalArgumentException e) {
            answer(new RemoteCommands.Result(requestId, "rejected", e.getMessage(), clock.instant()));
        }
    }

    private void answer(RemoteCommands.Result result) {
        if (!answers.offer(new Answer(result.requestId(), CommandTopic.write(result)))) {
            log.warn("result of request {} is dropped: {} wait already", result.requestId(), MOST_RESULTS);
        }
        wake();
    }

    private void sendAnswers() {
        for (Answer answer = answers.peek(); answer != null && !broken; answer = answers.peek()) {
            try {
                connection.publish(root + "cmd-result/" + answer.requestId(), answer.body(), false, ok -> {});
                answers.poll();
            } catch (PlatformConnection.ConnectException e) {
                lost(e.getMessage());
            }
        }
    }

    private void goodbye() {
        if (online && !broken) {
            try {
                settle();
                connection.publish(root + "status", status("offline"), true, answered -> {});
            } catch (PlatformConnection.ConnectException e) {
                log.debug("no goodbye: {}", e.getMessage());
            }
        }
        connection.close();
        settle();
        remember(true);
        pumps.forEach(StreamPump::close);
    }

    String name() {
        return settings.name();
    }

    /** Why it is not connected; empty if it is. */
    String problem() {
        return problem;
    }

    /** How many numbered messages the platform has not acknowledged. */
    long backlog() {
        return Math.max(0, feed.lastSequence(settings.name()) - pumps.get(1).acknowledgedSequence());
    }

    Map<String, Long> counters() {
        return Map.of(
                "uplink_published_total", published.sum(),
                "uplink_acknowledged_total", acknowledged.sum(),
                "uplink_connects_total", connects.sum(),
                "uplink_unanswered_total", unanswered.sum());
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(2_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
