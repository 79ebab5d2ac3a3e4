package si.paka.profiles.derive;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import si.paka.model.Observation;
import si.paka.model.Quality;

/**
 * The hours of one pollutant: what was sampled in each, and the means that were made of them. UTC throughout. Late samples are
 * taken into their hour while it is remembered, one a minute.
 */
final class HourlyMean {
    /** How many hours are remembered; of these the last {@value #REVISED} before now may still be revised by late samples. */
    static final int HOURS = 28;

    private static final int REVISED = 26;
    private static final double COVERAGE = 0.75;

    /** Samples of one hour; {@code minutes} has a bit for each minute that has one. */
    private static final class Hour {
        double sum;
        double trust;
        int count;
        long minutes;
        double published = Double.NaN;
    }

    private final TreeMap<Long, Hour> hours = new TreeMap<>();
    private Instant newest = Instant.MIN;
    private long settledFor = Long.MIN_VALUE; // the present hour for which the hours before were found to be settled

    /** Takes in a sample that counts; a late one in a minute that has one already is a repetition. */
    void add(Observation sample) {
        long number = number(sample.observedAt());
        if (!hours.isEmpty() && number <= hours.lastKey() - HOURS) {
            return;
        }
        Hour hour = hours.computeIfAbsent(number, n -> new Hour());
        long bit = 1L << sample.observedAt().getEpochSecond() % 3600 / 60;
        boolean late = !sample.observedAt().isAfter(newest);
        if (late && (hour.minutes & bit) != 0) {
            return;
        }
        hour.sum += Moment.number(sample);
        hour.trust += sample.quality() == Quality.GOOD ? 1 : 0.5;
        hour.count++;
        hour.minutes |= bit;
        if (late) {
            settledFor = Long.MIN_VALUE;
        }
        if (!late) {
            newest = sample.observedAt();
        }
        hours.headMap(hours.lastKey() - HOURS, true).clear();
    }

    /** A mean that was published for the hour that ended then. */
    void published(Instant end, double mean) {
        Hour hour = hours.get(number(end) - 1);
        if (hour != null) {
            hour.published = mean;
        } else if (hours.isEmpty() || number(end) - 1 > hours.lastKey() - HOURS) {
            Hour known = new Hour(); // its samples are older than what is remembered
            known.published = mean;
            hours.put(number(end) - 1, known);
        }
    }

    static boolean counts(Quality quality) {
        return quality == Quality.GOOD || quality == Quality.SUSPECT;
    }

    static long number(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 3600);
    }

    static Instant end(long hour) {
        return Instant.ofEpochSecond((hour + 1) * 3600);
    }

    /** Hours before {@code now} whose mean is complete, rounded to three decimals, and not published so. */
    Map<Long, Double> due(Instant now, int expectedSamples) {
        if (number(now) == settledFor) {
            return Map.of();
        }
        Map<Long, Double> due = new TreeMap<>();
        hours.subMap(number(now) - REVISED, number(now)).forEach((number, hour) -> {
            if (coverage(hour, expectedSamples) >= COVERAGE) {
                double mean = Math.round(hour.sum / hour.count * 1000) / 1000.0;
                if (mean != hour.published) {
                    due.put(number, mean);
                }
            }
        });
        if (due.isEmpty()) {
            settledFor = number(now);
        }
        return due;
    }

    private static double coverage(Hour hour, int expected) {
        return hour.count == 0 ? 0 : (double) Math.min(hour.count, minutes(hour, expected)) / expected;
    }

    /** Samples that crowd into few minutes don't cover the hour. */
    private static int minutes(Hour hour, int expected) {
        int covered = Long.bitCount(hour.minutes);
        return expected <= 60 ? covered : covered * expected / 60;
    }

    /** How far an hour can be relied on, 0..1: the share of its samples that are there, doubtful ones half. */
    double reliability(long number, int expected) {
        Hour hour = hours.get(number);
        return hour == null || hour.count == 0 ? 0 : Math.min(1, coverage(hour, expected)) * hour.trust / hour.count;
    }

    /**
     * Mean of the hourly means of the {@code length} hours up to and with {@code last}; empty if there are fewer than
     * {@code least}.
     *
     * @param justDue hourly means that are about to be published
     */
    OptionalDouble mean(long last, int length, int least, Map<Long, Double> justDue) {
        double sum = 0;
        int count = 0;
        for (long number = last - length + 1; number <= last; number++) {
            Hour hour = hours.get(number);
            double mean = justDue.getOrDefault(number, hour == null ? Double.NaN : hour.published);
            if (!Double.isNaN(mean)) {
                sum += mean;
                count++;
            }
        }
        return count >= least ? OptionalDouble.of(Math.round(sum / count * 1000) / 1000.0) : OptionalDouble.empty();
    }
}
