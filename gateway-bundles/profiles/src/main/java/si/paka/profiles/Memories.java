package si.paka.profiles;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.device.Device;
import si.paka.model.journal.History;
import si.paka.profiles.derive.DerivationContext;
import si.paka.profiles.derive.Derivations;
import si.paka.profiles.derive.DeviceMemory;

/**
 * What is remembered of the devices. A device's memory is made of its history when it is first heard, or when its profile or its
 * attributes change. At most {@value #MOST} are kept; the one not used for longest goes first, and is made anew when needed. Safe
 * from several threads, as long as one device is one thread's.
 */
final class Memories {
    private static final Logger log = LoggerFactory.getLogger(Memories.class);
    private static final int MOST = 12_000;
    private static final int GOING_AT_ONCE = 500;
    private static final int MOST_OBSERVATIONS = 20_000;
    private static final Duration LASTING = Duration.ofDays(35);

    /** @param used when, in calls */
    private record Remembered(
            DerivationContext context, Map<String, String> attributes, DeviceMemory memory, AtomicLong used) {
        boolean isFor(DerivationContext now, Map<String, String> attributesNow) {
            return (context.plan() == now.plan() || context.plan().equals(now.plan()))
                    && context.tables() == now.tables()
                    && attributes.equals(attributesNow);
        }
    }

    private final Supplier<Optional<History>> history;
    private final Map<DeviceId, Remembered> all = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final LongAdder made = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** @param history empty where there is none: then every memory begins with nothing */
    Memories(Supplier<Optional<History>> history) {
        this.history = history;
    }

    /** What is emitted for what a message says. */
    List<Observation> step(
            Device device, DerivationContext context, Instant receivedAt, long position, List<Observation> said) {
        if (context.plan().isEmpty() || said.isEmpty()) {
            return said;
        }
        Remembered remembered = all.get(device.id());
        if (remembered == null || !remembered.isFor(context, device.attributes())) {
            remembered = remember(device, context, receivedAt, position);
        }
        remembered.used().set(calls.incrementAndGet());
        return remembered.memory().step(device.id(), position, said);
    }

    private Remembered remember(Device device, DerivationContext context, Instant receivedAt, long position) {
        DeviceMemory memory = Derivations.memory(context, device.attributes());
        try {
            history.get().ifPresent(past -> memory.recall(past(past, device.id(), memory, receivedAt, position)));
        } catch (RuntimeException e) { // without its past a device is still worth hearing
            failed.increment();
            log.warn("the past of {} could not be read, going on without it: {}", device.id(), e.toString());
        }
        made.increment();
        Remembered remembered = new Remembered(context, device.attributes(), memory, new AtomicLong());
        all.put(device.id(), remembered);
        if (all.size() > MOST) {
            forgetSome();
        }
        return remembered;
    }

    /** Oldest first: what lasts, then the time that is remembered. */
    private static List<Observation> past(
            History history, DeviceId device, DeviceMemory memory, Instant receivedAt, long position) {
        Instant from = receivedAt.minus(memory.horizon());
        List<Observation> recent =
                history.list(device, Optional.empty(), from, receivedAt.plus(Duration.ofDays(1)), MOST_OBSERVATIONS);
        Set<Property> known = new HashSet<>();
        recent.forEach(one -> known.add(one.property()));
        List<Observation> past = new ArrayList<>();
        for (Property property : memory.lasting()) {
            if (!known.contains(property)) {
                past.addAll(history.list(device, Optional.of(property), receivedAt.minus(LASTING), from, 1));
            }
        }
        past.sort(Comparator.comparing(Observation::observedAt).thenComparing(Observation::message));
        recent.stream().filter(one -> one.message() < position).forEach(past::add);
        return past;
    }

    private void forgetSome() {
        all.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        entry -> entry.getValue().used().get()))
                .limit(GOING_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(device -> {
                    all.remove(device);
                    gone.increment();
                });
    }

    Map<String, Long> counters() {
        return Map.of(
                "memories_made_total", made.sum(),
                "memories_forgotten_total", gone.sum(),
                "memories_without_past_total", failed.sum());
    }
}
