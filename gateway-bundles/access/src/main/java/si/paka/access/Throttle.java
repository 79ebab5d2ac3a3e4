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

    /** How long this name has to wait; zero if not at all. */
    synchronized Duration pause(String name, Instant now) {
        State state = states.get(name);
        return state == null || !state.until().isAfter(now) ? Duration.ZERO : Duration.between(now, state.until());
    }

    synchronized void failed(String name, Instant now) {
        int failures = states.containsKey(name) ? states.get(name).failures() + 1 : 1;
        long seconds = failures < FREE ? 0 : Math.min(LONGEST_s, 1L << Math.min(failures - FREE, 9));
        states.put(name, new State(failures, now.plusSeconds(seconds)));
    }

    synchronized void succeeded(String name) {
        states.remove(name);
    }
}
