package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;

/**
 * Marks lone spikes: a value further from the running median of the last eleven than six of their robust standard deviations,
 * and than the property's floor. If the next value stands by it, that one is good.
 */
final class Spikes implements Derivation {
    private static final int READINGS = 11;
    private static final int FEWEST = 5;
    private static final double SIGMAS = 6;
    private static final Duration MEMORY = Duration.ofHours(24);
    /** In the properties' units: µg/m³, and K. */
    static final Map<Property, Double> FLOORS = Map.of(
            Pollutants.PM25,
            30.0,
            Pollutants.PM10,
            30.0,
            Pollutants.NO2,
            40.0,
            Pollutants.O3,
            40.0,
            new Property("temperature"),
            5.0);

    private static final class Track {
        final Deque<Observation> readings = new ArrayDeque<>();
        Instant newest = Instant.MIN;
        double last = Double.NaN;
    }

    private final Map<Property, Track> tracks = new HashMap<>();

    @Override
    public void derive(Moment moment) {
        moment.replaceAll(this::judge);
    }

    private Observation judge(Observation news) {
        Track track = news.quality() == Quality.GOOD ? tracks.get(news.property()) : null;
        if (track == null
                || !news.observedAt().isAfter(track.newest)
                || Math.abs(Moment.number(news) - track.last) <= FLOORS.get(news.property())) {
            return news; // the last reading stands by it, as nearly always: nothing to reckon
        }
        Instant oldest = news.observedAt().minus(MEMORY);
        List<Double> before = track.readings.stream()
                .filter(one -> one.observedAt().isAfter(oldest))
                .map(Moment::number)
                .toList();
        return before.size() < FEWEST ? news : judge(news, before, track.last);
    }

    private static Observation judge(Observation news, List<Double> before, double last) {
        double median = Robust.median(before);
        double away = Math.abs(Moment.number(news) - median);
        double limit =
                Math.max(SIGMAS * Robust.MAD_TO_SIGMA * Robust.deviation(before, median), FLOORS.get(news.property()));
        boolean confirms = Math.abs(Moment.number(news) - last) <= limit;
        return away <= limit || confirms
                ? news
                : news.doubted(
                        Quality.JUMP,
                        Words.of(away) + " from the median of the last " + before.size()
                                + " readings, expected at most " + Words.of(limit) + "; the next one will tell");
    }

    @Override
    public void remember(Observation news) {
        if (!FLOORS.containsKey(news.property())
                || news.quality() == Quality.OUT_OF_RANGE
                || news.quality() == Quality.WARM_UP) {
            return;
        }
        Track track = tracks.computeIfAbsent(news.property(), property -> new Track());
        if (!news.observedAt().isAfter(track.newest)) {
            return;
        }
        track.newest = news.observedAt();
        track.last = Moment.number(news);
        track.readings.addLast(news);
        if (track.readings.size() > READINGS) {
            track.readings.removeFirst();
        }
    }

    @Override
    public Duration horizon() {
        return MEMORY.plusHours(2);
    }
}
