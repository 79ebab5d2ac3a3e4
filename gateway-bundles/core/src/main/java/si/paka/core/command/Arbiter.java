package si.paka.core.command;

import static si.paka.model.decision.Rank.ENERGY_SAVING;
import static si.paka.model.decision.Rank.SCHEDULE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import si.paka.model.DeviceId;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;

/**
 * Decides who wins over each actuator: the strongest rank, among equals the safer value, then the older proposal. An
 * energy rule counts only while the schedule has the lamp on. The lighting floor binds every rank. Pure.
 */
public final class Arbiter {
    private static final Comparator<Proposal> STRONGEST_FIRST = Comparator.comparing(Proposal::rank)
            .thenComparing(Arbiter::light, Comparator.reverseOrder())
            .thenComparing(Proposal::proposedAt)
            .thenComparing(Proposal::source);

    private final BiFunction<DeviceId, Instant, DimmingLevel> floor;

    /** @param floor what no decision may dim a luminaire below at an instant */
    public Arbiter(BiFunction<DeviceId, Instant, DimmingLevel> floor) {
        this.floor = floor;
    }

    /** One decision for each target that somebody wants something of, ordered by target. */
    public Map<DeviceId, Decision> resolve(List<Proposal> proposals, Instant now) {
        Map<DeviceId, List<Proposal>> byTarget = new TreeMap<>();
        for (Proposal proposal : proposals) {
            if (proposal.expiresAt().isAfter(now)) {
                byTarget.computeIfAbsent(proposal.target(), t -> new ArrayList<>(4))
                        .add(proposal);
            }
        }
        Map<DeviceId, Decision> decisions = new TreeMap<>();
        byTarget.forEach((target, wanted) -> {
            List<Proposal> heard = entitledToSpeak(wanted);
            if (!heard.isEmpty()) {
                decisions.put(target, decide(target, heard, now));
            }
        });
        return decisions;
    }

    private static List<Proposal> entitledToSpeak(List<Proposal> wanted) {
        boolean scheduledOn = wanted.stream().anyMatch(p -> p.rank() == SCHEDULE && light(p) > 0);
        if (scheduledOn || wanted.stream().noneMatch(p -> p.rank() == ENERGY_SAVING)) {
            return wanted;
        }
        return wanted.stream().filter(p -> p.rank() != ENERGY_SAVING).toList();
    }

    private Decision decide(DeviceId target, List<Proposal> heard, Instant now) {
        List<Proposal> ordered = new ArrayList<>(heard);
        ordered.sort(STRONGEST_FIRST);
        Proposal winner = ordered.get(0);
        List<Proposal> losers = ordered.subList(1, ordered.size());
        DimmingLevel wanted = (DimmingLevel) winner.value();
        DimmingLevel least = floor.apply(target, now);
        DimmingLevel level = wanted.brighter(least);
        String limitedBy = level.equals(wanted) ? "" : "lighting floor of " + least;
        return new Decision(target, now, winner, losers, level, limitedBy);
    }

    private static int light(Proposal proposal) {
        return ((DimmingLevel) proposal.value()).percent();
    }
}
