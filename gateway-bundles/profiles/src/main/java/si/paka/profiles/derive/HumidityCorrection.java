package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Takes the water out of what an optical particle sensor weighs: κ-Köhler growth, {@code C = 1 + (κ/ρ)/(1/aw − 1)}, where
 * {@code aw} is the relative humidity as a ratio; the dry mass is the measured one over {@code C}. The measured value goes on
 * beside it. Without a humidity of the last minutes nothing is corrected, and the value says so.
 */
final class HumidityCorrection implements Derivation {
    static final Map<Property, Property> RAW =
            Map.of(Pollutants.PM25, new Property("pm25Raw"), Pollutants.PM10, new Property("pm10Raw"));
    private static final Duration FRESH = Duration.ofMinutes(30);

    /**
     * @param kappa hygroscopicity of the particles, usually 0.3..0.6
     * @param density of the dry particles, g/cm³
     * @param cap humidity above which no more water is taken out, 0..1
     * @param doubtfulFrom humidity from which on the result is doubtful, 0..1
     * @param heated whether the sensor dries its air: nothing is corrected above the cap and nothing called out of range
     */
    record Growth(double kappa, double density, double cap, double doubtfulFrom, boolean heated) {
        double factor(double humidity) {
            double aw = Math.max(0.01, Math.min(humidity, cap));
            return 1 + kappa / density / (1 / aw - 1);
        }
    }

    private final Growth growth;
    private double humidity = Double.NaN;
    private Instant humidityAt = Instant.MIN;

    HumidityCorrection(Growth growth) {
        this.growth = growth;
    }

    @Override
    public void derive(Moment moment) {
        double now = humidityAt(moment);
        for (Map.Entry<Property, Property> one : RAW.entrySet()) {
            moment.find(one.getKey())
                    .ifPresent(measured ->
                            moment.add(one.getValue(), measured.value(), measured.quality(), measured.doubt()));
        }
        moment.replaceAll(one -> RAW.containsKey(one.property()) ? corrected(one, now) : one);
    }

    private double humidityAt(Moment moment) {
        Observation said = moment.find(Pollutants.HUMIDITY).orElse(null);
        if (said != null && said.quality() == Quality.GOOD) {
            return Moment.number(said);
        }
        return !moment.at().isBefore(humidityAt) && !moment.at().isAfter(humidityAt.plus(FRESH))
                ? humidity
                : Double.NaN;
    }

    private Observation corrected(Observation measured, double now) {
        if (Double.isNaN(now)) {
            return measured.quality() == Quality.GOOD
                    ? measured.doubted(Quality.SUSPECT, "not corrected for humidity: none was measured")
                    : measured;
        }
        double dry = Math.round(Moment.number(measured) / growth.factor(now) * 100) / 100.0;
        Observation corrected = new Observation(
                measured.device(),
                measured.property(),
                Value.of(dry),
                measured.observedAt(),
                measured.quality(),
                measured.message(),
                measured.doubt(),
                measured.said());
        return measured.quality() == Quality.GOOD && !growth.heated() ? judged(corrected, now) : corrected;
    }

    private Observation judged(Observation corrected, double now) {
        String found = "relative humidity is " + Math.round(now * 100) + " %, ";
        if (now > growth.cap()) {
            return corrected.doubted(
                    Quality.OUT_OF_RANGE,
                    found + "expected at most " + Math.round(growth.cap() * 100)
                            + " % for an optical sensor without heater");
        }
        return now > growth.doubtfulFrom()
                ? corrected.doubted(Quality.SUSPECT, found + "the correction is large")
                : corrected;
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(Pollutants.HUMIDITY)
                && news.quality() == Quality.GOOD
                && news.observedAt().isAfter(humidityAt)) {
            humidity = Moment.number(news);
            humidityAt = news.observedAt();
        }
    }

    @Override
    public Duration horizon() {
        return FRESH;
    }
}
