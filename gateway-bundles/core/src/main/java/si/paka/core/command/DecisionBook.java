package si.paka.core.command;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import si.paka.model.DeviceId;
import si.paka.model.decision.Decision;
import si.paka.model.port.Decisions;

/** The present decision of every target and the 49 before it. Changed by the gateway thread, read by all. */
public final class DecisionBook implements Decisions {
    private static final int KEPT = 50;

    private final Map<DeviceId, Deque<Decision>> byTarget = new ConcurrentHashMap<>();

    /** Takes a decision; true if it differs from the one before in what people would call a change. */
    boolean note(Decision decision) {
        Deque<Decision> decisions = byTarget.computeIfAbsent(decision.target(), t -> new ArrayDeque<>());
        synchronized (decisions) {
            Decision before = decisions.peekFirst();
            boolean changed = before == null || isChange(before, decision);
            if (!changed) { // same winner, but who lost may have changed: keep the first instant
                decisions.pollFirst();
                decisions.addFirst(new Decision(
                        decision.target(),
                        before.at(),
                        decision.winner(),
                        decision.losers(),
                        decision.value(),
                        decision.limitedBy()));
                return false;
            }
            decisions.addFirst(decision);
            if (decisions.size() > KEPT) {
                decisions.pollLast();
            }
            return true;
        }
    }

    private static boolean isChange(Decision before, Decision after) {
        return !before.value().equals(after.value())
                || !before.limitedBy().equals(after.limitedBy())
                || before.winner().rank() != after.winner().rank()
                || !before.winner().source().equals(after.winner().source())
                || !before.winner().reason().equals(after.winner().reason());
    }

    void retain(Set<DeviceId> targets) {
        byTarget.keySet().retainAll(targets);
    }

    @Override
    public Optional<Decision> current(DeviceId target) {
        Deque<Decision> decisions = byTarget.get(target);
        if (decisions == null) {
            return Optional.empty();
        }
        synchronized (decisions) {
            return Optional.ofNullable(decisions.peekFirst());
        }
    }

    @Override
    public List<Decision> list(DeviceId target) {
        Deque<Decision> decisions = byTarget.get(target);
        if (decisions == null) {
            return List.of();
        }
        synchronized (decisions) {
            return List.copyOf(decisions);
        }
    }

    @Override
    public List<Decision> listCurrent() {
        Collection<DeviceId> targets = byTarget.keySet();
        return targets.stream()
                .sorted(Comparator.naturalOrder())
                .flatMap(target -> current(target).stream())
                .toList();
    }
}
