package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Counts of people leave the cabinet only in bins of at least a quarter of an hour, and only from a least number of people on
 * (requirement P-07). Below that all counts of the bin are withheld, so that none can be found by subtraction; that it was so
 * is said. The readings themselves stay inside, as {@code <property>Reading} of quality {@code SUPPRESSED}.
 */
final class CrowdFloor implements Derivation {
    static final String KIND = "crowd-floor";
    static final Duration SHORTEST_BIN = Duration.ofMinutes(15);
    static final Property WITHHELD = new Property("countWithheld");
    static final Property PERIOD = new Property("countPeriod");
    private static final String READING = "Reading";
    private static final String WHY = "stays in the cabinet: counts leave it only in bins";
    private static final Duration LATEST = Duration.ofHours(24);
    /** Counters by the count that they are made of. */
    private static final Map<String, String> TOTALS =
            Map.of("peopleInTotal", "peopleIn", "peopleOutTotal", "peopleOut");

    private static final Set<String> COUNTS = Set.of("peopleCount", "peopleIn", "peopleOut");
    private static final Set<String> LEVELS = Set.of("peoplePresent", "wifiDevices");

    private record Sum(double sum, int readings) {
        Sum plus(double more) {
            return new Sum(sum + more, readings + 1);
        }
    }

    private final int least;
    private final Duration bin;
    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private final Map<String, Double> totals = new HashMap<>();
    private long current = Long.MIN_VALUE;
    private Instant newest = Instant.MIN;

    CrowdFloor(int least, Duration bin) {
        this.least = least;
        this.bin = bin;
    }

    private static boolean isCount(Property property) {
        String name = property.name();
        return COUNTS.contains(name) || LEVELS.contains(name) || TOTALS.containsKey(name);
    }

    /** What leaves the cabinet of a property; empty if it is no count of people. */
    static Optional<Property> countOf(Property property) {
        return isCount(property)
                ? Optional.of(new Property(TOTALS.getOrDefault(property.name(), property.name())))
                : Optional.empty();
    }

    @Override
    public void derive(Moment moment) {
        moment.replaceAll(one -> isCount(one.property()) ? withheld(one) : one);
        if (!sums.isEmpty() && number(moment.at()) > current) {
            Instant end = Instant.ofEpochSecond((current + 1) * bin.toSeconds());
            if (moment.at().isBefore(end.plus(LATEST))) {
                close(moment, end);
            }
        }
    }

    private static Observation withheld(Observation reading) {
        return new Observation(
                reading.device(),
                new Property(reading.property().name() + READING),
                reading.value(),
                reading.observedAt(),
                Quality.SUPPRESSED,
                reading.message(),
                WHY,
                "");
    }

    private void close(Moment moment, Instant end) {
        moment.add(PERIOD, Value.of(end.minus(bin) + "/" + end), end, Quality.GOOD, "");
        boolean few = sums.entrySet().stream().anyMatch(one -> result(one.getKey(), one.getValue()) < least);
        moment.add(
                WITHHELD,
                Value.of(few ? "fewer than " + least + " in " + Words.of(bin) : "none"),
                end,
                Quality.GOOD,
                "");
        if (!few) {
            sums.forEach(
                    (name, sum) -> moment.add(new Property(name), Value.of(result(name, sum)), end, Quality.GOOD, ""));
        }
    }

    /** Counts are summed up, levels averaged. */
    private static double result(String name, Sum sum) {
        return LEVELS.contains(name) ? Math.round(sum.sum() / sum.readings()) : sum.sum();
    }

    private long number(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), bin.toSeconds());
    }

    @Override
    public void remember(Observation news) {
        String name = news.property().name();
        if (news.quality() != Quality.SUPPRESSED
                || !name.endsWith(READING)
                || news.observedAt().isBefore(newest)) {
            return;
        }
        newest = news.observedAt();
        if (number(newest) != current) {
            current = number(newest);
            sums.clear();
        }
        take(name.substring(0, name.length() - READING.length()), Moment.number(news));
    }

    private void take(String name, double reading) {
        String count = TOTALS.get(name);
        if (count == null) {
            sums.merge(name, new Sum(reading, 1), (before, more) -> before.plus(reading));
            return;
        }
        Double before = totals.put(name, reading);
        double grown = before == null ? 0 : reading >= before ? reading - before : reading;
        sums.merge(count, new Sum(grown, 1), (sum, more) -> sum.plus(grown));
    }

    @Override
    public Duration horizon() {
        return LATEST.plusHours(2);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(new Property("peopleInTotal" + READING), new Property("peopleOutTotal" + READING));
    }
}
