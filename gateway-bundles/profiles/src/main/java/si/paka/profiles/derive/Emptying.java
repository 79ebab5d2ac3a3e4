package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * When a container was emptied: its fill level falls by much, to little, and the next reading stands by it. What it was full
 * before is the median of the last readings, so that one wrong echo is no emptying.
 */
final class Emptying implements Derivation {
    static final Property EMPTIED = new Property("emptied");
    static final Property LAST = new Property("lastEmptying");
    static final Property COUNT = new Property("emptyings");
    private static final int READINGS = 3;
    /** Older readings don't tell how it was before. */
    private static final Duration MEMORY = Duration.ofDays(3);

    /**
     * @param drop by how much it must fall, 0..1
     * @param below to which level it must fall, 0..1
     */
    record Limits(double drop, double below) {}

    private final Limits limits;
    private final Deque<Observation> readings = new ArrayDeque<>(); // of the container as it was, oldest first
    private Observation low; // a first low reading that the next must confirm
    private Instant newest = Instant.MIN;
    private boolean emptied;
    private double count;

    Emptying(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void derive(Moment moment) {
        moment.find(FillFromDistance.FILL)
                .filter(Emptying::isBelieved)
                .filter(fill -> fill.observedAt().isAfter(newest))
                .ifPresent(fill -> derive(moment, fill));
    }

    /** A fall may look like a jump; that is what an emptying is. */
    private static boolean isBelieved(Observation fill) {
        return fill.quality() == Quality.GOOD || fill.quality() == Quality.JUMP;
    }

    private void derive(Moment moment, Observation fill) {
        if (isConfirmed(fill)) {
            moment.add(EMPTIED, Value.of(true), Quality.GOOD, "");
            moment.add(LAST, Value.of(low.observedAt().toString()), Quality.GOOD, "");
            moment.add(COUNT, Value.of(count + 1), Quality.GOOD, "");
        } else if (emptied) {
            moment.add(EMPTIED, Value.of(false), Quality.GOOD, "");
        }
    }

    private boolean isConfirmed(Observation fill) {
        return low != null && !isTooOld(low, fill) && isLow(fill);
    }

    private boolean isLow(Observation fill) {
        List<Double> before = readings.stream()
                .filter(one -> !isTooOld(one, fill))
                .map(Moment::number)
                .toList();
        double now = Moment.number(fill);
        return !before.isEmpty() && now <= limits.below() && Robust.median(before) - now >= limits.drop();
    }

    private static boolean isTooOld(Observation before, Observation now) {
        return before.observedAt().plus(MEMORY).isBefore(now.observedAt());
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(FillFromDistance.FILL)) {
            if (isBelieved(news) && news.observedAt().isAfter(newest)) {
                newest = news.observedAt();
                take(news);
            }
        } else if (news.property().equals(EMPTIED)) {
            emptied = news.value().equals(Value.of(true));
        } else if (news.property().equals(COUNT)) {
            count = Moment.number(news);
        }
    }

    private void take(Observation fill) {
        boolean confirmed = isConfirmed(fill);
        if (!confirmed && isLow(fill)) {
            low = fill;
            return;
        }
        if (confirmed) {
            readings.clear();
        }
        low = null;
        readings.addLast(fill);
        if (readings.size() > READINGS) {
            readings.removeFirst();
        }
    }

    @Override
    public Duration horizon() {
        return MEMORY.plusHours(2);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(COUNT, EMPTIED);
    }
}
