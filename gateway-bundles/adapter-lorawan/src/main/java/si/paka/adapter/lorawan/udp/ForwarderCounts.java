package si.paka.adapter.lorawan.udp;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** What is counted of datagrams. Labels are ours, never the sender's. Safe from any thread. */
public final class ForwarderCounts {
    /** What came of a datagram or of one packet in it. */
    public enum What {
        PUSH_DATA,
        PULL_DATA,
        TX_ACK,
        PACKETS,
        /** Larger than any packet forwarder sends. */
        OVERSIZE,
        /** Not the protocol: version, length, kind. */
        GARBAGE,
        /** The protocol, but its JSON is not. */
        BAD_JSON,
        /** A packet that lacks something or has it wrong. */
        BAD_PACKET,
        /** A packet whose CRC was wrong. */
        CRC_ERROR,
        /** An EUI that is not on the list. */
        UNKNOWN_GATEWAY,
        /** An EUI of the list from an address that is not its own. */
        WRONG_ADDRESS,
        /** More than a concentrator can hear. */
        FLOOD,
        /** A TX_ACK that nothing waits for. */
        STRAY_ACK
    }

    private final Map<What, LongAdder> counts = new EnumMap<>(What.class); // filled once, then only read

    public ForwarderCounts() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void count(What what) {
        counts.get(what).increment();
    }

    public long of(What what) {
        return counts.get(what).sum();
    }

    public void each(ObjLongConsumer<String> sink) {
        counts.forEach((what, count) -> sink.accept(what.name().toLowerCase(Locale.ROOT), count.sum()));
    }
}
