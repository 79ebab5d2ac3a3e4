package si.paka.profiles.derive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import si.paka.model.Property;

/**
 * One version of an air quality index, read from {@code air-quality/<version>.yaml}.
 *
 * @param levels names of the classes, best first
 * @param bands by pollutant
 */
public record AirIndexTable(String version, List<String> levels, Map<Property, Band> bands) {
    /** What a class is judged by. */
    public enum Averaging {
        HOUR,
        DAY
    }

    /** @param upTo upper bounds of all classes but the last, in µg/m³, included */
    public record Band(Averaging averaging, List<Double> upTo) {
        public Band {
            upTo = List.copyOf(upTo);
        }
    }

    public AirIndexTable {
        levels = List.copyOf(levels);
        bands = Map.copyOf(bands);
    }

    /** The class, from 1, of a mean: it is rounded half up to a whole number, and a bound belongs to the better class. */
    int classOf(Property pollutant, double mean) {
        double rounded = BigDecimal.valueOf(Math.max(0, mean))
                .setScale(0, RoundingMode.HALF_UP)
                .doubleValue();
        List<Double> bounds = bands.get(pollutant).upTo();
        for (int i = 0; i < bounds.size(); i++) {
            if (rounded <= bounds.get(i)) {
                return i + 1;
            }
        }
        return bounds.size() + 1;
    }

    String level(int number) {
        return levels.get(number - 1);
    }

    Property meanOf(Property pollutant) {
        return bands.get(pollutant).averaging() == Averaging.HOUR
                ? Pollutants.hourMean(pollutant)
                : Pollutants.dayMean(pollutant);
    }
}
