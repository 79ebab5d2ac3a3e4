package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Marks values that stay the same for longer, or change faster, than their property can. A jump is believed once the next value
 * stands by it. News older than what is known is not judged: it came late.
 */
final class PlausibleChange implements Derivation {
    /** Two equal values far apart are no proof. */
    private static final int FEWEST_EQUAL = 4;
    /** After so long a silence a value is compared with nothing. */
    private static final Duration MEMORY = Duration.ofHours(24);

    private final Map<Property, Plausibility> rules;
    private final Map<Property, Track> tracks = new HashMap<>();

    PlausibleChange(Map<Property, Plausibility> rules) {
        this.rules = rules;
    }

    /**
     * The run of one property.
     *
     * @param since when the last value was first seen without another in between
     * @param times how often
     * @param trusted the last value that was no jump
     */
    private record Track(Value last, Instant at, Instant since, int times, double trusted, Instant trustedAt) {}

    @Override
    public void derive(Moment moment) {
        moment.replaceAll(this::judge);
    }

    private Observation judge(Observation observation) {
        Plausibility rule = rules.get(observation.property());
        Track track = rule == null || observation.quality() != Quality.GOOD ? null : tracks.get(observation.property());
        if (track == null
                || !observation.observedAt().isAfter(track.at())
                || isTooOld(track.at(), observation.observedAt())) {
            return observation;
        }
        Optional<String> stuck = stuck(rule, track, observation);
        if (stuck.isPresent()) {
            return observation.doubted(Quality.STUCK, stuck.get());
        }
        return rule.rate()
                .flatMap(rate -> jump(rate, track, observation))
                .map(why -> observation.doubted(Quality.JUMP, why))
                .orElse(observation);
    }

    private static boolean isTooOld(Instant before, Instant now) {
        return now.isAfter(before.plus(MEMORY));
    }

    private static Optional<String> stuck(Plausibility rule, Track track, Observation news) {
        if (!news.value().equals(track.last()) || track.times() + 1 < FEWEST_EQUAL) {
            return Optional.empty();
        }
        double number = Moment.number(news);
        Duration same = Duration.between(track.since(), news.observedAt());
        for (Plausibility.Stuck one : rule.stuck()) {
            if (Double.isNaN(number) || one.concerns(number)) {
                return same.compareTo(one.after()) > 0
                        ? Optional.of("the same for more than " + Words.of(one.after()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> jump(Plausibility.Rate rate, Track track, Observation news) {
        double number = Moment.number(news);
        if (Double.isNaN(number) || Double.isNaN(track.trusted()) || isTooOld(track.trustedAt(), news.observedAt())) {
            return Optional.empty();
        }
        Duration time = Duration.between(track.trustedAt(), news.observedAt());
        if (Math.abs(number - track.trusted()) <= rate.allowed(time) || isConfirmed(rate, track, news, number)) {
            return Optional.empty();
        }
        return Optional.of("changed by " + Words.of(Math.abs(number - track.trusted())) + " in " + Words.of(time)
                + ", expected at most " + Words.of(rate.allowed(time)));
    }

    private static boolean isConfirmed(Plausibility.Rate rate, Track track, Observation news, double number) {
        return track.last() instanceof Value.Quantity last
                && last.number() != track.trusted()
                && Math.abs(number - last.number()) <= rate.allowed(Duration.between(track.at(), news.observedAt()));
    }

    @Override
    public void remember(Observation news) {
        if (!rules.containsKey(news.property()) || news.quality() == Quality.OUT_OF_RANGE) {
            return;
        }
        Track before = tracks.get(news.property());
        if (before != null && !news.observedAt().isAfter(before.at())) {
            return;
        }
        boolean follows = before != null && !isTooOld(before.at(), news.observedAt());
        boolean same = follows && before.last().equals(news.value());
        boolean trusted = !follows || news.quality() != Quality.JUMP;
        tracks.put(
                news.property(),
                new Track(
                        news.value(),
                        news.observedAt(),
                        same ? before.since() : news.observedAt(),
                        same ? Math.min(before.times() + 1, FEWEST_EQUAL) : 1,
                        trusted ? Moment.number(news) : before.trusted(),
                        trusted ? news.observedAt() : before.trustedAt()));
    }

    @Override
    public Duration horizon() {
        Duration longest = MEMORY.plusHours(2);
        for (Plausibility rule : rules.values()) {
            for (Plausibility.Stuck stuck : rule.stuck()) {
                Duration needed = stuck.after().plusHours(2);
                longest = needed.compareTo(longest) > 0 ? needed : longest;
            }
        }
        return longest;
    }
}
