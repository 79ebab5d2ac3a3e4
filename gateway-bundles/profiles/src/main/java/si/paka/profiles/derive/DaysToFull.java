package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * When a container will be full, from the robust slope of its fill level since it was last emptied, over at most the last two
 * weeks. From too few readings, too short a time or a level that does not rise nothing is estimated; a former estimate is then
 * taken back by {@value #UNKNOWN}.
 */
final class DaysToFull implements Derivation {
    static final Property DAYS = new Property("daysToFull");
    static final double UNKNOWN = -1;
    private static final Duration MEMORY = Duration.ofDays(14);
    private static final long BIN_s = 6 * 3600;
    private static final double LONGEST_days = 60;

    /**
     * @param fullAt the level at which the container is to be emptied, 0..1
     * @param fewest readings, one of each six hours
     * @param shortest time that they must span
     */
    record Limits(double fullAt, int fewest, Duration shortest) {}

    private final Limits limits;
    private final TreeMap<Long, Observation> bins = new TreeMap<>(); // the last reading of each six hours
    private boolean known;

    DaysToFull(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void derive(Moment moment) {
        Observation fill = moment.find(FillFromDistance.FILL).orElse(null);
        if (fill == null || fill.quality() != Quality.GOOD || !isNews(fill)) {
            return;
        }
        boolean emptied = moment.find(Emptying.EMPTIED)
                .filter(one -> one.value().equals(Value.of(true)))
                .isPresent();
        List<Robust.Point> points = emptied ? List.of() : pointsWith(fill);
        double days = points.isEmpty() ? Double.NaN : estimate(points, Moment.number(fill));
        if (!Double.isNaN(days)) {
            moment.add(DAYS, Value.of(days), Quality.ESTIMATED, "slope of " + points.size() + " readings");
        } else if (known) {
            moment.add(
                    DAYS,
                    Value.of(UNKNOWN),
                    Quality.INCOMPLETE,
                    "no estimate: too few readings since the last" + " emptying, or the level does not rise");
        }
    }

    private boolean isNews(Observation fill) {
        return bins.isEmpty()
                || fill.observedAt().isAfter(bins.lastEntry().getValue().observedAt());
    }

    private List<Robust.Point> pointsWith(Observation fill) {
        long from = bin(fill.observedAt().minus(MEMORY));
        List<Robust.Point> points = new ArrayList<>();
        bins.tailMap(from, false).forEach((bin, one) -> {
            if (bin != bin(fill.observedAt())) {
                points.add(point(one));
            }
        });
        points.add(point(fill));
        return points;
    }

    private double estimate(List<Robust.Point> points, double now) {
        double span = points.get(points.size() - 1).day() - points.get(0).day();
        if (points.size() < limits.fewest() || span * 86_400 < limits.shortest().toSeconds()) {
            return Double.NaN;
        }
        if (now >= limits.fullAt()) {
            return 0;
        }
        double days = (limits.fullAt() - now) / Robust.slope(points);
        return days > 0 && days <= LONGEST_days ? Math.round(days * 10) / 10.0 : Double.NaN;
    }

    private static Robust.Point point(Observation fill) {
        return new Robust.Point(fill.observedAt().getEpochSecond() / 86_400.0, Moment.number(fill));
    }

    private static long bin(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), BIN_s);
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(FillFromDistance.FILL)) {
            if (news.quality() == Quality.GOOD && isNews(news)) {
                bins.put(bin(news.observedAt()), news);
                bins.headMap(bin(news.observedAt().minus(MEMORY)), true).clear();
            }
        } else if (news.property().equals(Emptying.EMPTIED) && news.value().equals(Value.of(true))) {
            bins.clear();
        } else if (news.property().equals(DAYS)) {
            known = Moment.number(news) != UNKNOWN;
        }
    }

    @Override
    public Duration horizon() {
        return MEMORY.plusHours(6);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(DAYS);
    }
}
