package si.paka.uplink;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.port.RemoteCommands;

/**
 * Takes the platform's commands in and its results out. A result stays here until the platform has it; it is sent again after a loss.
 * Bounded: with too many results waiting, further ones are dropped and counted, since a repeated request gets its result again.
 */
final class CommandDesk implements Link.Inbox {
    static final int MOST_RESULTS = 500;
    private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);

    private static final class Answer {
        private final String topic;
        private final byte[] body;
        private volatile boolean acknowledged;

        Answer(String topic, byte[] body) {
            this.topic = topic;
            this.body = body;
        }
    }

    private final String target;
    private final RemoteCommands commands;
    private final Runnable wake;
    private final Clock clock;
    private final Deque<Answer> waiting = new ArrayDeque<>(); // guarded by itself
    private final Deque<Answer> inFlight = new ArrayDeque<>(); // the target's thread only
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** @param wake called on any thread when a result waits */
    CommandDesk(String target, RemoteCommands commands, Runnable wake, Clock clock) {
        this.target = target;
        this.commands = commands;
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        String requestId = topic.substring(topic.lastIndexOf('/') + 1);
        if (!CommandTopic.isRequestId(requestId)) {
            refused.increment(); // its id is no topic to answer on
            return;
        }
        try {
            if (retained) {
                throw new IllegalArgumentException("a retained command is refused: it may be old");
            }
            RemoteCommands.Request request = CommandTopic.read(target, requestId, payload);
            taken.increment();
            commands.handle(request, this::answer);
        } catch (IllegalArgumentException e) {
            refuse(requestId, e.getMessage());
        } catch (RuntimeException e) { // the edge: one command must not end the connection, and come again for ever
            log.error("command {} from {} failed", requestId, target, e);
            refuse(requestId, "the cabinet failed to handle it");
        }
    }

    private void refuse(String requestId, String why) {
        refused.increment();
        answer(new RemoteCommands.Result(requestId, "rejected", why, clock.instant()));
    }

    private void answer(RemoteCommands.Result result) {
        Answer answer = new Answer("cmd-result/" + result.requestId(), CommandTopic.write(result));
        synchronized (waiting) {
            if (waiting.size() >= MOST_RESULTS) {
                dropped.increment();
                return;
            }
            waiting.addLast(answer);
        }
        wake.run();
    }

    /** Sends what waits while there is room; returns how many. The target's thread only. */
    int forward(Link link) {
        while (!inFlight.isEmpty() && inFlight.peekFirst().acknowledged) {
            inFlight.pollFirst();
        }
        int sent = 0;
        for (Answer answer = next(); answer != null && link.hasRoom(); answer = next()) {
            Answer each = answer;
            if (!link.publish(each.topic, each.body, ok -> each.acknowledged = ok)) {
                break;
            }
            synchronized (waiting) {
                waiting.pollFirst();
            }
            inFlight.addLast(each);
            sent++;
        }
        return sent;
    }

    private Answer next() {
        synchronized (waiting) {
            return waiting.peekFirst();
        }
    }

    /** After a loss: what had no answer waits again, first. The target's thread only. */
    void rewind() {
        synchronized (waiting) {
            while (!inFlight.isEmpty()) {
                Answer last = inFlight.pollLast();
                if (!last.acknowledged) {
                    waiting.addFirst(last);
                }
            }
        }
    }

    long taken() {
        return taken.sum();
    }

    long refused() {
        return refused.sum();
    }

    long dropped() {
        return dropped.sum();
    }
}
