package si.paka.adapter.lorawan.station;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** What is counted of Basics Stations' messages. Labels are ours. Safe from any thread. */
public final class StationCounts {
    /** What came of a connection or message. */
    public enum What {
        CONNECTED,
        /** An EUI that is not on the list, or is not a Basics Station's. */
        UNKNOWN_GATEWAY,
        /** Neither the token nor the certificate of the list. */
        WRONG_CREDENTIALS,
        FRAMES,
        TRANSMITTED,
        BAD_JSON,
        BAD_FRAME,
        FLOOD,
        OTHER
    }

    private final Map<What, LongAdder> counts = new EnumMap<>(What.class); // filled once, then only read

    public StationCounts() {
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
