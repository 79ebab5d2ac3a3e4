package si.paka.core.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.core.StateJson;
import si.paka.model.journal.StateStore;

/**
 * The last {@code uplinkSequence} given for each target. Which targets there are is remembered, so that what arrives
 * before the uplink is up is numbered too. Guarded by itself.
 */
public final class Sequences {
    static final String ROOM = "core.targets";
    private static final String KEY = "targets";

    private record Targets(List<String> names) {}

    private final StateStore store;
    private final Map<String, Long> last = new LinkedHashMap<>();
    private List<String> present = List.of();

    public Sequences(StateStore store) {
        this.store = store;
        store.find(ROOM, KEY)
                .ifPresent(
                        bytes -> present = StateJson.read(bytes, Targets.class).names());
    }

    /** A sequence number that was given by an earlier run. */
    public synchronized void recover(Map<String, Long> given) {
        given.forEach((target, number) -> last.merge(target, number, Math::max));
    }

    synchronized void targets(List<String> names) {
        if (!present.equals(names)) {
            present = List.copyOf(names);
            store.put(ROOM, KEY, StateJson.write(new Targets(present)));
        }
    }

    /** The next number for every target. */
    public synchronized Map<String, Long> next() {
        if (present.size() == 1) {
            String only = present.get(0);
            return Map.of(only, last.merge(only, 1L, Long::sum));
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String target : present) {
            numbers.put(target, last.merge(target, 1L, Long::sum));
        }
        return numbers;
    }

    synchronized long last(String target) {
        return last.getOrDefault(target, 0L);
    }

    public synchronized Map<String, Long> all() {
        return Map.copyOf(last);
    }
}
