package si.paka.profiles.derive;

import java.util.List;
import java.util.Set;
import si.paka.model.Property;

/** The air's properties by kind. */
final class Pollutants {
    static final Property PM25 = new Property("pm25");
    static final Property PM10 = new Property("pm10");
    static final Property NO2 = new Property("no2");
    static final Property O3 = new Property("o3");
    static final Property SO2 = new Property("so2");
    static final Property CO = new Property("co");
    static final Property HUMIDITY = new Property("relativeHumidity");

    /** Those that means are made of. */
    static final List<Property> MEANS = List.of(PM25, PM10, NO2, O3, SO2, CO);
    /** Those with a running mean of eight hours (Directive (EU) 2024/2881). */
    static final Set<Property> EIGHT_HOURS = Set.of(O3, CO);

    private static final Set<String> PARTICLES = Set.of("pm1", "pm25", "pm4", "pm10", "tsp");
    private static final Set<String> GASES = Set.of("no", "no2", "nox", "o3", "so2", "co", "h2s", "nh3", "benzene");

    private Pollutants() {}

    static boolean isParticles(Property property) {
        return PARTICLES.contains(property.name());
    }

    static boolean isGas(Property property) {
        return GASES.contains(property.name());
    }

    static Property hourMean(Property of) {
        return new Property(of.name() + "HourMean");
    }

    static Property dayMean(Property of) {
        return new Property(of.name() + "DayMean");
    }

    static Property eightHourMean(Property of) {
        return new Property(of.name() + "EightHourMean");
    }
}
