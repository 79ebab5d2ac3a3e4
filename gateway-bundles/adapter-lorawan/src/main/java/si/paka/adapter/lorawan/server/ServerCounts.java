package si.paka.adapter.lorawan.server;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** What the network server counts. Labels are ours. Safe from any thread. */
final class ServerCounts {
    /** What became of a frame. */
    enum What {
        UPLINK,
        /** The same frame again, by intent or for want of an acknowledgement. */
        REPETITION,
        JOIN,
        /** Kept by nobody: the journal or the ingest refused it. */
        NOT_KEPT,
        DOWNLINK,
        DOWNLINK_FAILED,
        /** No concentrator had air or budget in either window. */
        NO_AIR,
        /** What came was more than waits for the server's thread. */
        OVERLOAD,
        /** Misbehaviour: not a frame of this protocol. */
        MALFORMED,
        /** Misbehaviour: an address that no session has. */
        UNKNOWN_ADDRESS,
        /** Misbehaviour: a session's address, but not under its key, or an old frame played again. */
        WRONG_MIC,
        /** Misbehaviour: the last frame, more often than a device repeats. */
        REPLAY,
        /** Misbehaviour: a DevEUI without keys on record. */
        JOIN_UNKNOWN,
        /** Misbehaviour: a join-request not under the device's key or with another JoinEUI. */
        JOIN_WRONG_MIC,
        /** Misbehaviour: a DevNonce that was used. */
        JOIN_REPLAY,
        /** A command of the device that is not understood, or an answer to nothing. */
        MAC_COMMAND
    }

    private final Map<What, LongAdder> counts = new EnumMap<>(What.class); // filled once, then only read

    ServerCounts() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void count(What what) {
        counts.get(what).increment();
    }

    long of(What what) {
        return counts.get(what).sum();
    }

    void each(ObjLongConsumer<String> sink) {
        counts.forEach((what, count) -> sink.accept(what.name().toLowerCase(Locale.ROOT), count.sum()));
    }
}
