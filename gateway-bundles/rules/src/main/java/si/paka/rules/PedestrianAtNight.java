package si.paka.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.Site;
import si.paka.model.TwinSnapshot;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.decision.Rule;

/** When a pedestrian nears a crossing at night, its lamps go up to warn drivers, and stay up for a while (requirement T-12). */
final class PedestrianAtNight implements Rule {
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final Duration STUCK = Duration.ofMinutes(30);
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Site.Crossing crossing;
    private final BiPredicate<DeviceId, Instant> isNight;

    /** @param isNight whether it is night for a luminaire */
    PedestrianAtNight(Site.Crossing crossing, BiPredicate<DeviceId, Instant> isNight) {
        this.crossing = crossing;
        this.isNight = isNight;
    }

    @Override
    public String name() {
        return "pedestrian-at-night:" + crossing.id();
    }

    @Override
    public Set<Property> triggers() {
        return Set.of(Property.PRESENCE);
    }

    @Override
    public List<Proposal> evaluate(TwinSnapshot snapshot) {
        Instant now = snapshot.takenAt();
        List<Detector> detectors = crossing.detectors().stream()
                .map(device -> Detector.of(device, snapshot, STALE, STUCK))
                .toList();
        Optional<Detector> somebody = detectors.stream()
                .filter(Detector::isBelievable)
                .filter(detector -> detector.presentWithin(crossing.hold(), now))
                .findFirst();
        if (somebody.isPresent()) {
            Detector detector = somebody.get();
            Instant until =
                    detector.present() ? now.plus(LIFE) : detector.since().plus(crossing.hold());
            return forAll(
                    "pedestrian at crossing " + crossing.name() + ", seen by " + detector.device(),
                    List.of(detector.evidence()),
                    detector.since(),
                    until,
                    now);
        }
        Optional<Detector> doubtful =
                detectors.stream().filter(detector -> !detector.isBelievable()).findFirst();
        return doubtful.isEmpty()
                ? List.of()
                : forAll(
                        "crossing " + crossing.name() + ": " + doubtful.get().doubt(),
                        List.of(),
                        Instant.EPOCH,
                        now.plus(LIFE),
                        now);
    }

    private List<Proposal> forAll(String reason, List<String> evidence, Instant since, Instant until, Instant now) {
        List<Proposal> proposals = new ArrayList<>();
        for (DeviceId luminaire : crossing.luminaires()) {
            if (isNight.test(luminaire, now)) {
                proposals.add(new Proposal(
                        luminaire,
                        crossing.level(),
                        Rank.ROAD_USER_SAFETY,
                        reason,
                        evidence,
                        "rule:pedestrian-at-night",
                        since,
                        until));
            }
        }
        return proposals;
    }
}
