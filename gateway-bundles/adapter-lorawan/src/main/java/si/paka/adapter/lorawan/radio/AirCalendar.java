package si.paka.adapter.lorawan.radio;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** When one concentrator transmits: one frame at a time. Times by the cabinet's clock that is never set. Pure; one thread. */
final class AirCalendar {
    /** Between two frames: the concentrator has to load the next one. */
    private static final long PAUSE_us = 20_000;

    private static final long FORGOTTEN_us = 5_000_000;

    private final TreeMap<Long, Long> ends = new TreeMap<>();

    boolean isFree(long from_us, Duration airtime) {
        long to_us = from_us + airtime.toNanos() / 1_000 + PAUSE_us;
        Map.Entry<Long, Long> before = ends.lowerEntry(to_us);
        return before == null || before.getValue() + PAUSE_us <= from_us;
    }

    void take(long from_us, Duration airtime, long now_us) {
        ends.entrySet().removeIf(entry -> entry.getValue() < now_us - FORGOTTEN_us);
        ends.put(from_us, from_us + airtime.toNanos() / 1_000);
    }

    void giveBack(long from_us) {
        ends.remove(from_us);
    }

    /** The first instant from then on at which it can begin. */
    long firstFree(long from_us, Duration airtime) {
        long candidate = from_us;
        while (!isFree(candidate, airtime)) {
            long to_us = candidate + airtime.toNanos() / 1_000 + PAUSE_us;
            candidate = Math.max(candidate + 1, ends.lowerEntry(to_us).getValue() + PAUSE_us);
        }
        return candidate;
    }
}
