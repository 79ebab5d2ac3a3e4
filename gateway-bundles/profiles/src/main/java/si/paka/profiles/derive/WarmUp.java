package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;

/**
 * Marks what sensors say before they have settled: particle sensors until their fan has run a while, electrochemical gas sensors
 * for hours. A device was switched on when its uptime says so, when its reset counter changed, or when it had been silent for long.
 */
final class WarmUp implements Derivation {
    private static final Property UPTIME = new Property("uptime");
    private static final Property RESETS = new Property("resetCount");

    /**
     * @param particles how long a particle sensor takes
     * @param gases how long a gas sensor takes
     * @param silence for so long means that it had no power
     */
    record Times(Duration particles, Duration gases, Duration silence) {}

    private final Times times;
    private Instant since;
    private Instant newest;
    private double resets = Double.NaN;

    WarmUp(Times times) {
        this.times = times;
    }

    @Override
    public void derive(Moment moment) {
        Instant on = switchedOn(moment);
        moment.replaceAll(one -> judge(one, on));
    }

    private Instant switchedOn(Moment moment) {
        double uptime_s = moment.number(UPTIME);
        if (!Double.isNaN(uptime_s)) {
            return moment.at().minusSeconds((long) uptime_s);
        }
        double now = moment.number(RESETS);
        boolean reset = !Double.isNaN(now) && !Double.isNaN(resets) && now != resets;
        boolean silent = newest == null || moment.at().isAfter(newest.plus(times.silence()));
        return reset || silent ? moment.at() : since;
    }

    private Observation judge(Observation one, Instant on) {
        Duration needed = Pollutants.isParticles(one.property())
                ? times.particles()
                : Pollutants.isGas(one.property()) ? times.gases() : Duration.ZERO;
        return one.quality() == Quality.GOOD && one.observedAt().isBefore(on.plus(needed))
                ? one.doubted(Quality.WARM_UP, "the sensor needs " + Words.of(needed) + " after it was switched on")
                : one;
    }

    @Override
    public void remember(Observation news) {
        Instant at = news.observedAt();
        if (newest == null || at.isAfter(newest.plus(times.silence()))) {
            since = at;
        }
        if (newest != null && at.isBefore(newest)) {
            return; // came late: it does not tell of now
        }
        newest = at;
        if (news.property().equals(UPTIME)) {
            since = at.minusSeconds((long) Moment.number(news));
        } else if (news.property().equals(RESETS)) {
            if (!Double.isNaN(resets) && Moment.number(news) != resets) {
                since = at;
            }
            resets = Moment.number(news);
        }
    }

    @Override
    public Duration horizon() {
        Duration longest = times.gases().compareTo(times.particles()) > 0 ? times.gases() : times.particles();
        return longest.plus(times.silence()).plusHours(1);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(RESETS);
    }
}
