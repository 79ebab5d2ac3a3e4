package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Hourly means, running means of 24 hours and, for ozone and carbon monoxide, of 8 hours; in UTC, each at the end of its time.
 * A mean needs three quarters of what it is made of: of the hour's samples, 18 of 24 hours, 6 of 8 (Directive (EU) 2024/2881,
 * annex V). A mean that lacks them is not emitted. All are indicative, never regulatory, measurements.
 */
final class AirMeans implements Derivation {
    static final Property HOUR = new Property("hourMeanPeriod");
    static final Property RELIABILITY = new Property("reliability");
    static final Property LABEL = new Property("dataLabel");
    private static final int DAY_h = 24;
    private static final int DAY_LEAST_h = 18;
    private static final int EIGHT_h = 8;
    private static final int EIGHT_LEAST_h = 6;
    /** Running means are told of the last hours only: older ones lack what they are made of. */
    private static final int RECENT_h = 3;

    private final int expectedSamples;
    private final Map<Property, HourlyMean> tracks = new LinkedHashMap<>();
    private final Map<Property, Property> hourMeans = new LinkedHashMap<>();

    AirMeans(List<Property> pollutants, int expectedSamples) {
        this.expectedSamples = expectedSamples;
        for (Property pollutant : pollutants) {
            tracks.put(pollutant, new HourlyMean());
            hourMeans.put(Pollutants.hourMean(pollutant), pollutant);
        }
    }

    @Override
    public void derive(Moment moment) {
        TreeSet<Long> hours = new TreeSet<>();
        tracks.forEach((pollutant, track) -> {
            Map<Long, Double> due = track.due(moment.at(), expectedSamples);
            due.forEach((hour, mean) -> add(moment, Pollutants.hourMean(pollutant), mean, hour));
            due.keySet().forEach(hour -> running(moment, pollutant, track, hour, due));
            hours.addAll(due.keySet());
        });
        for (long hour : hours) {
            Instant end = HourlyMean.end(hour);
            String period = end.minus(Duration.ofHours(1)) + "/" + end;
            moment.add(HOUR, Value.of(period), end, Quality.GOOD, "");
            moment.add(RELIABILITY, Value.of(reliability(hour)), end, Quality.GOOD, "");
            moment.add(LABEL, Value.of("indicative"), end, Quality.GOOD, "");
        }
    }

    private void running(Moment moment, Property pollutant, HourlyMean track, long hour, Map<Long, Double> due) {
        if (hour < HourlyMean.number(moment.at()) - RECENT_h) {
            return;
        }
        track.mean(hour, DAY_h, DAY_LEAST_h, due)
                .ifPresent(mean -> add(moment, Pollutants.dayMean(pollutant), mean, hour));
        if (Pollutants.EIGHT_HOURS.contains(pollutant)) {
            track.mean(hour, EIGHT_h, EIGHT_LEAST_h, due)
                    .ifPresent(mean -> add(moment, Pollutants.eightHourMean(pollutant), mean, hour));
        }
    }

    private static void add(Moment moment, Property property, double mean, long hour) {
        moment.add(property, Value.of(mean), HourlyMean.end(hour), Quality.GOOD, "");
    }

    private double reliability(long hour) {
        double sum = 0;
        for (HourlyMean track : tracks.values()) {
            sum += track.reliability(hour, expectedSamples);
        }
        return Math.round(sum / tracks.size() * 100) / 100.0;
    }

    @Override
    public void remember(Observation news) {
        HourlyMean track = tracks.get(news.property());
        if (track != null) {
            if (HourlyMean.counts(news.quality())) {
                track.add(news);
            }
            return;
        }
        Property pollutant = hourMeans.get(news.property());
        if (pollutant != null) {
            tracks.get(pollutant).published(news.observedAt(), Moment.number(news));
        }
    }

    @Override
    public Duration horizon() {
        return Duration.ofHours(HourlyMean.HOURS + 2);
    }
}
