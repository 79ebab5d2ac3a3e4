package si.paka.adapter.lorawan.chirpstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Acknowledges the events of one connection in the order they came in, each once it is safe, as MQTT 3.1.1 section 4.6 asks.
 * Bounded: while too many are not safe yet, whoever brings the next one waits. Safe from any thread.
 */
final class AckOrder {
    /** Hands an acknowledgement to the connection; cheap. */
    interface Acknowledger {
        void acknowledge(int messageId, int qos);
    }

    /** An event that is not safe yet. Guarded by its owner. */
    static final class Entry {
        private final int messageId;
        private final int qos;
        private boolean safe;

        private Entry(int messageId, int qos) {
            this.messageId = messageId;
            this.qos = qos;
        }
    }

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Acknowledger acknowledger;
    private final int most;
    private long acknowledged;
    private boolean closed;

    /** @param most events that may wait at one time */
    AckOrder(Acknowledger acknowledger, int most) {
        this.acknowledger = acknowledger;
        this.most = most;
    }

    /** Takes the next event in; null if there was no room within the patience, or after {@link #close}. */
    synchronized Entry enter(int messageId, int qos, long patience_ms) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience_ms);
        while (!closed && waiting.size() >= most) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        if (closed) {
            return null;
        }
        Entry entry = new Entry(messageId, qos);
        waiting.addLast(entry);
        return entry;
    }

    /** The event is safe: acknowledges it and what waits behind it, unless one before it is not safe yet. */
    synchronized void safe(Entry entry) {
        entry.safe = true;
        if (closed) {
            return;
        }
        boolean wasFull = waiting.size() >= most;
        for (Entry first = waiting.peekFirst(); first != null && first.safe; first = waiting.peekFirst()) {
            waiting.pollFirst();
            acknowledged++;
            acknowledger.acknowledge(first.messageId, first.qos);
        }
        if (wasFull) {
            notifyAll();
        }
    }

    /** From now on nothing is acknowledged: all that waits comes again. Wakes who waits for room. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int waiting() {
        return closed ? 0 : waiting.size();
    }

    synchronized long acknowledged() {
        return acknowledged;
    }
}
