package si.paka.rules;

import static si.paka.model.decision.Rank.ENERGY_SAVING;
import static si.paka.model.decision.Rank.FAIL_SAFE;
import static si.paka.model.decision.Rank.ROAD_USER_SAFETY;
import static si.paka.model.decision.Rank.SCHEDULE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.Site;
import si.paka.model.TwinSnapshot;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.decision.Rule;

/**
 * Lights one street: by its schedule; dimmed while it is empty; at the full design level when presence is not known
 * (requirement T-16).
 */
final class AdaptiveDimming implements Rule {
    /** Proposals are renewed every second; if the rule stops, they soon stop counting. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Site.Street street;
    private final SwitchingSchedule schedule;

    AdaptiveDimming(Site.Street street, SwitchingSchedule schedule) {
        this.street = street;
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return "adaptive-dimming:" + street.id();
    }

    @Override
    public Set<Property> triggers() {
        return Set.of(Property.PRESENCE);
    }

    @Override
    public List<Proposal> evaluate(TwinSnapshot snapshot) {
        Instant now = snapshot.takenAt();
        Optional<SwitchingSchedule.Span> night = schedule.nightAt(now);
        if (night.isEmpty()) {
            return forAll(DimmingLevel.OFF, SCHEDULE, "off by day", List.of(), Instant.EPOCH, now);
        }
        Instant since = night.get().on();
        List<Proposal> proposals = new ArrayList<>();
        proposals.addAll(forAll(street.design(), SCHEDULE, "on by schedule", List.of(), since, now));
        proposals.addAll(forAll(street.design(), FAIL_SAFE, "dark hours", List.of(), since, now));
        proposals.addAll(byPresence(snapshot, since));
        return proposals;
    }

    private List<Proposal> byPresence(TwinSnapshot snapshot, Instant night) {
        Instant now = snapshot.takenAt();
        List<Detector> detectors = street.detectors().stream()
                .map(device -> Detector.of(device, snapshot, street.staleAfter(), street.stuckAfter()))
                .toList();
        Optional<Detector> doubtful =
                detectors.stream().filter(detector -> !detector.isBelievable()).findFirst();
        if (doubtful.isPresent()) {
            List<String> evidence = evidence(List.of(doubtful.get()));
            return forAll(street.design(), ROAD_USER_SAFETY, doubtful.get().doubt(), evidence, night, now);
        }
        boolean quiet = !detectors.isEmpty()
                && detectors.stream().noneMatch(detector -> detector.presentWithin(street.quietPeriod(), now));
        if (!quiet) {
            return List.of();
        }
        Instant emptySince =
                detectors.stream().map(Detector::since).max(Instant::compareTo).orElse(night);
        return forAll(
                street.quiet(),
                ENERGY_SAVING,
                "street empty for more than " + inWords(street.quietPeriod()),
                evidence(detectors),
                emptySince.plus(street.quietPeriod()),
                now);
    }

    private static List<String> evidence(List<Detector> detectors) {
        return detectors.stream()
                .map(Detector::evidence)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static String inWords(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private List<Proposal> forAll(
            DimmingLevel level, Rank rank, String reason, List<String> evidence, Instant since, Instant now) {
        List<Proposal> proposals = new ArrayList<>(street.luminaires().size());
        for (DeviceId luminaire : street.luminaires()) {
            proposals.add(new Proposal(
                    luminaire, level, rank, reason, evidence, "rule:adaptive-dimming", since, now.plus(LIFE)));
        }
        return proposals;
    }
}
