package si.paka.model.port;

import java.util.List;
import java.util.OptionalLong;
import si.paka.model.journal.JournalStream;

/**
 * What waits to go to the platform, read from the journal. Served by {@code core}, called by {@code uplink}, one thread
 * per target.
 */
public interface UplinkFeed {
    /**
     * Opens a feed for a target.
     *
     * @param after the last position whose messages the platform has all acknowledged; 0 for none
     */
    Reader open(String target, JournalStream stream, long after);

    /** The highest {@code uplinkSequence} given for the target so far; 0 if none. */
    long lastSequence(String target);

    /** Calls the listener, on any thread, when there may be something new to read; it must return at once. */
    AutoCloseable listen(Runnable listener);

    /**
     * Tells which targets there are, so that what enters is numbered for them. Called by {@code uplink} before it opens
     * feeds; replaces the earlier list. Numbers go on across restarts.
     */
    void targets(List<String> targets);

    /** Reads in order. Used by one thread at a time. */
    interface Reader extends AutoCloseable {
        /** The next messages, about {@code limit}; empty if there is nothing new. */
        List<Message> next(int limit);

        @Override
        void close();
    }

    /**
     * One publication, QoS 1, not retained.
     *
     * @param position of the journal record it was made from; several messages may come from one record
     * @param last whether it is the last one from its record
     * @param sequence {@code uplinkSequence} if it carries one
     * @param topic below the cabinet's root, e.g. {@code obs/WasteContainer/bin-17}
     */
    record Message(long position, boolean last, OptionalLong sequence, String topic, byte[] payload) {}
}
