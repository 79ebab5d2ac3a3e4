package si.paka.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows guessing: after three failures each further one for the same name doubles the pause, up to five minutes. Bounded. */
final class Throttle {
    private static final int FREE = 3;
    private static final int MOST_NAMES = 1_000;
    private static final long LONGEST_s = 300;

    private record State(int failures, Instant until) {}

    private final Map<String, State> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
            return size() > MOST_NAMES;
        }
    };

    /**
     * Counts an attempt as failed until {@link #succeeded} takes that back, so that many at once gain nothing. Tells how long
     * this name has to wait; zero if the attempt may be looked at. One that may not is not counted.
     */
    synchronized Duration attempt(String name, Instant now) {
        State state = states.get(name);
        if (state != null && state.until().isAfter(now)) {
            return Duration.between(now, state.until());
        }
        int failures = state == null ? 1 : state.failures() + 1;
        long seconds = failures < FREE ? 0 : Math.min(LONGEST_s, 1L << Math.min(failures - FREE, 9));
        states.put(name, new State(failures, now.plusSeconds(seconds)));
        return Duration.ZERO;
    }

    synchronized void succeeded(String name) {
        states.remove(name);
    }
}
