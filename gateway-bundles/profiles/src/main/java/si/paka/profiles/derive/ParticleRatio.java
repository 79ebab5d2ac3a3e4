package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;

/**
 * Marks particle values that can't belong together: PM2.5 is part of PM10, so more of it, beyond the sensor's noise, is out of
 * range; a ratio that stays odd for hours speaks of a dirty sensor.
 */
final class ParticleRatio implements Derivation {
    private static final double NOISE_ug = 5;
    private static final double NOISE_share = 0.2;
    private static final double LEAST = 0.05;
    private static final double MOST = 1.1;
    private static final Duration PATIENCE = Duration.ofHours(3);
    private static final Duration LONGEST_GAP = Duration.ofHours(1);
    private static final Set<Property> BOTH = Set.of(Pollutants.PM25, Pollutants.PM10);

    private Instant oddSince;
    private Instant newest = Instant.EPOCH;
    private Observation fine;

    @Override
    public void derive(Moment moment) {
        double pm25 = moment.number(Pollutants.PM25);
        double pm10 = moment.number(Pollutants.PM10);
        if (Double.isNaN(pm25 + pm10) || !moment.at().isAfter(newest)) {
            return;
        }
        if (pm25 > pm10 + Math.max(NOISE_ug, NOISE_share * pm10)) {
            mark(
                    moment,
                    Quality.OUT_OF_RANGE,
                    "PM2.5 is " + Words.of(pm25) + ", more than PM10 with " + Words.of(pm10));
        } else if (isOdd(pm25, pm10)
                && oddSince != null
                && !moment.at().isAfter(newest.plus(LONGEST_GAP))
                && moment.at().isAfter(oddSince.plus(PATIENCE))) {
            mark(
                    moment,
                    Quality.SUSPECT,
                    "PM2.5 over PM10 is outside " + LEAST + ".." + MOST + " for more than " + Words.of(PATIENCE)
                            + "; clean the sensor");
        }
    }

    private static boolean isOdd(double pm25, double pm10) {
        return pm25 < LEAST * pm10 || pm25 > MOST * pm10;
    }

    private static void mark(Moment moment, Quality quality, String why) {
        moment.replaceAll(one ->
                BOTH.contains(one.property()) && one.quality() == Quality.GOOD ? one.doubted(quality, why) : one);
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(Pollutants.PM25)) {
            fine = news;
        } else if (news.property().equals(Pollutants.PM10)) {
            coarse(news);
        }
    }

    /** Both come in one message; which comes first is the profile's order. */
    private void coarse(Observation news) {
        if (fine == null
                || !fine.observedAt().equals(news.observedAt())
                || !news.observedAt().isAfter(newest)) {
            return;
        }
        boolean gap = news.observedAt().isAfter(newest.plus(LONGEST_GAP));
        newest = news.observedAt();
        if (gap || !isOdd(Moment.number(fine), Moment.number(news))) {
            oddSince = null;
        }
        if (oddSince == null && isOdd(Moment.number(fine), Moment.number(news))) {
            oddSince = news.observedAt();
        }
    }

    @Override
    public Duration horizon() {
        return PATIENCE.plusHours(2);
    }
}
