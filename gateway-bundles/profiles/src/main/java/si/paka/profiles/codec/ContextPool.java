package si.paka.profiles.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contexts that wait for their next call, per codec and owner; the least used go first. Safe from several threads. */
final class ContextPool {
    private static final int MOST = 64;

    private final Map<String, Deque<LoadedCodec>> idle = new LinkedHashMap<>(16, 0.75f, true);
    private int size;
    private int generation;

    synchronized int generation() {
        return generation;
    }

    synchronized Optional<LoadedCodec> take(String key) {
        Deque<LoadedCodec> waiting = idle.get(key);
        if (waiting == null || waiting.isEmpty()) {
            return Optional.empty();
        }
        size--;
        return Optional.of(waiting.pop());
    }

    void giveBack(LoadedCodec loaded) {
        surplusAfter(loaded).ifPresent(LoadedCodec::discard);
    }

    private synchronized Optional<LoadedCodec> surplusAfter(LoadedCodec loaded) {
        if (loaded.generation() != generation) {
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

    /** Lets all go; those that are out are let go when they come back. */
    void clear() {
        List<LoadedCodec> all = new ArrayList<>();
        synchronized (this) {
            idle.values().forEach(all::addAll);
            idle.clear();
            size = 0;
            generation++;
        }
        all.forEach(LoadedCodec::discard);
    }
}
