package si.paka.uplink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.UplinkFeed;

/**
 * What of one stream is read ahead, in flight and acknowledged. Only the target's thread calls it; an answer merely marks its
 * slot, from any thread and at any time, also before the publishing call has returned.
 */
final class StreamPump {
    private static final int READ_AHEAD = 256;

    /** A publication whose answer is awaited. */
    static final class Slot {
        final UplinkFeed.Message message;
        volatile boolean acknowledged;

        Slot(UplinkFeed.Message message) {
            this.message = message;
        }
    }

    private final JournalStream stream;
    private final Deque<UplinkFeed.Message> ready = new ArrayDeque<>();
    private final Deque<Slot> inFlight = new ArrayDeque<>();
    private UplinkFeed.Reader reader;
    private long lastRead;
    private long acknowledged;
    private volatile long acknowledgedSequence;
    private final LongAdder repeated = new LongAdder();
    private final LongAdder gaps = new LongAdder();

    /**
     * @param acknowledged position up to which the platform has everything
     * @param sequence the last number it has
     */
    StreamPump(JournalStream stream, long acknowledged, long sequence) {
        this.stream = stream;
        this.acknowledged = acknowledged;
        this.acknowledgedSequence = sequence;
    }

    JournalStream stream() {
        return stream;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** From any thread. */
    long acknowledgedSequence() {
        return acknowledgedSequence;
    }

    int inFlight() {
        return inFlight.size();
    }

    /** How many publications had no answer when a connection was lost. From any thread. */
    long repeated() {
        return repeated.sum();
    }

    /** How many gaps were announced. From any thread. */
    long gaps() {
        return gaps.sum();
    }

    /** Begins anew behind what was acknowledged: after a loss, all that had no answer is sent again, in order. */
    void rewind(UplinkFeed feed, String target) {
        close();
        ready.clear();
        repeated.add(inFlight.size());
        inFlight.clear();
        lastRead = acknowledgedSequence;
        reader = feed.open(target, stream, acknowledged);
    }

    /** The next message to publish, or null if there is none now. */
    UplinkFeed.Message peek() {
        if (ready.isEmpty()) {
            List<UplinkFeed.Message> more = reader.next(READ_AHEAD);
            for (UplinkFeed.Message message : more) {
                announceGap(message);
                ready.add(message);
            }
        }
        return ready.peekFirst();
    }

    /** Numbers that are missing went with dropped or withheld telemetry: the platform is told which. */
    private void announceGap(UplinkFeed.Message message) {
        if (message.sequence().isEmpty()) {
            return;
        }
        long sequence = message.sequence().getAsLong();
        if (sequence > lastRead + 1) {
            gaps.increment();
            long from = lastRead + 1;
            long to = sequence - 1;
            String body = "{\"from\":" + from + ",\"to\":" + to + ",\"count\":" + (to - from + 1) + "}";
            ready.add(new UplinkFeed.Message(
                    message.position(),
                    false,
                    OptionalLong.empty(),
                    "event/warning/telemetry-dropped",
                    body.getBytes(StandardCharsets.UTF_8)));
        }
        lastRead = Math.max(lastRead, sequence);
    }

    /** Takes the message that {@link #peek} showed; mark the slot when it is answered. */
    Slot take() {
        Slot slot = new Slot(ready.pollFirst());
        inFlight.addLast(slot);
        return slot;
    }

    /** It could not be handed over: it is next again. */
    void putBack(Slot slot) {
        inFlight.remove(slot);
        ready.addFirst(slot.message);
    }

    /** Moves on over all that has been acknowledged without a gap; returns how many. */
    int settle() {
        int settled = 0;
        while (!inFlight.isEmpty() && inFlight.peekFirst().acknowledged) {
            UplinkFeed.Message message = inFlight.pollFirst().message;
            if (message.sequence().isPresent()) {
                acknowledgedSequence = message.sequence().getAsLong();
            }
            if (message.last()) {
                acknowledged = message.position();
            }
            settled++;
        }
        return settled;
    }

    void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
