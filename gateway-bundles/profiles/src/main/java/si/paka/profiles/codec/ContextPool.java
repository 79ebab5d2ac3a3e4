package si.paka.profiles.codec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Contexts that wait for their next call, per owner and codec; the least used go first. A new one costs some milliseconds, so few
 * are kept. Safe from several threads.
 */
final class ContextPool {
    private static final int MOST = 64;

    /** Whose context it is. */
    record Key(String owner, Path codec) {}

    private final Map<Key, Deque<LoadedCodec>> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Path, Integer> generations = new HashMap<>();
    private int size;

    synchronized int generation(Path codec) {
        return generations.getOrDefault(codec, 0);
    }

    synchronized Optional<LoadedCodec> take(Key key) {
        Deque<LoadedCodec> waiting = idle.get(key);
        if (waiting == null || waiting.isEmpty()) {
            return Optional.empty();
        }
        size--;
        return Optional.of(waiting.pop());
    }

    void giveBack(LoadedCodec loaded) {
        if (loaded.isReusable()) {
            surplusAfter(loaded).ifPresent(LoadedCodec::discard);
        } else {
            loaded.discard();
        }
    }

    private synchronized Optional<LoadedCodec> surplusAfter(LoadedCodec loaded) {
        if (loaded.generation() != generation(loaded.key().codec())) {
            return Optional.of(loaded);
        }
        idle.computeIfAbsent(loaded.key(), k -> new ArrayDeque<>()).push(loaded);
        size++;
        return size > MOST ? Optional.of(leastUsed()) : Optional.empty();
    }

    private LoadedCodec leastUsed() {
        var queues = idle.values().iterator();
        while (true) { // there is one: the pool has more than it should
            Deque<LoadedCodec> queue = queues.next();
            if (queue.isEmpty()) {
                queues.remove();
            } else {
                size--;
                return queue.pollLast();
            }
        }
    }

    /** Lets those of a codec go; those that are out are let go when they come back. */
    void clear(Path codec) {
        List<LoadedCodec> going = new ArrayList<>();
        synchronized (this) {
            generations.merge(codec, 1, Integer::sum);
            for (Iterator<Map.Entry<Key, Deque<LoadedCodec>>> all =
                            idle.entrySet().iterator();
                    all.hasNext(); ) {
                Map.Entry<Key, Deque<LoadedCodec>> one = all.next();
                if (one.getKey().codec().equals(codec)) {
                    going.addAll(one.getValue());
                    all.remove();
                }
            }
            size -= going.size();
        }
        going.forEach(LoadedCodec::discard);
    }

    /** Lets all go. */
    void close() {
        List<LoadedCodec> all = new ArrayList<>();
        synchronized (this) {
            idle.values().forEach(all::addAll);
            idle.clear();
            size = 0;
        }
        all.forEach(LoadedCodec::discard);
    }
}
