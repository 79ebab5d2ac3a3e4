package si.paka.profiles.codec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often codecs broke their limits, and says which are not run any more. Safe from any thread. */
final class Quarantine {
    private final int limit;
    private final QuarantineListener listener;
    private final Map<Path, Integer> strikes = new ConcurrentHashMap<>();
    private final Set<Path> stuck = ConcurrentHashMap.newKeySet();

    Quarantine(int limit, QuarantineListener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    boolean holds(Path codec) {
        return strikes.getOrDefault(codec, 0) >= limit;
    }

    /** @return how many it has now */
    int strike(Path codec, String why) {
        int times = strikes.merge(codec, 1, Integer::sum);
        if (times == limit) {
            listener.quarantined(codec, why);
        }
        return times;
    }

    /** It holds a thread, so once is enough. */
    void stuck(Path codec, String why) {
        stuck.add(codec);
        Integer before = strikes.put(codec, limit);
        if (before == null || before < limit) {
            listener.quarantined(codec, why);
        }
    }

    /** It let its thread go after all. */
    void unstuck(Path codec) {
        stuck.remove(codec);
    }

    /** The codec's file changed, so it is judged anew. */
    void release(Path codec) {
        Integer times = strikes.remove(codec);
        if (times != null && times >= limit) {
            listener.released(codec);
        }
    }

    List<String> held() {
        return strikes.entrySet().stream()
                .filter(entry -> entry.getValue() >= limit)
                .map(entry -> entry.getKey().getFileName().toString())
                .sorted()
                .toList();
    }

    List<String> stuck() {
        return stuck.stream().map(Path::toString).sorted().toList();
    }
}
