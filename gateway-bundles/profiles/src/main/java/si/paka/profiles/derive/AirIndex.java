package si.paka.profiles.derive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * The European Air Quality Index of each hour whose means have just been made: the class of each pollutant, and the worst of
 * them. It is complete with the pollutants that the station's kind needs: nitrogen dioxide and particles by a road, ozone too
 * elsewhere. Nothing is filled in for a missing hour.
 */
final class AirIndex implements Derivation {
    static final Property INDEX = new Property("airQualityIndex");
    static final Property LEVEL = new Property("airQualityLevel");
    static final Property VERSION = new Property("airQualityIndexVersion");

    private final AirIndexTable table;
    private final boolean byRoad;

    AirIndex(AirIndexTable table, boolean byRoad) {
        this.table = table;
        this.byRoad = byRoad;
    }

    static Property classOf(Property pollutant) {
        return new Property(pollutant.name() + "Index");
    }

    @Override
    public void derive(Moment moment) {
        if (moment.observations().stream().noneMatch(one -> one.property().equals(AirMeans.HOUR))) {
            return; // no hour has ended
        }
        Map<Instant, Map<Property, Integer>> classes = new TreeMap<>();
        for (Property pollutant : Pollutants.MEANS) {
            if (table.bands().containsKey(pollutant)) {
                Property mean = table.meanOf(pollutant);
                for (Observation one : moment.observations()) {
                    if (one.property().equals(mean)) {
                        classes.computeIfAbsent(one.observedAt(), at -> new java.util.LinkedHashMap<>())
                                .put(pollutant, table.classOf(pollutant, Moment.number(one)));
                    }
                }
            }
        }
        classes.forEach((at, ofHour) -> add(moment, at, ofHour));
    }

    private void add(Moment moment, Instant at, Map<Property, Integer> classes) {
        classes.forEach((pollutant, number) -> moment.add(classOf(pollutant), Value.of(number), at, Quality.GOOD, ""));
        int worst = classes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<String> missing = missing(classes);
        Quality quality = missing.isEmpty() ? Quality.GOOD : Quality.INCOMPLETE;
        String doubt = missing.isEmpty() ? "" : "no mean of " + String.join(", ", missing);
        moment.add(INDEX, Value.of(worst), at, quality, doubt);
        moment.add(LEVEL, Value.of(table.level(worst)), at, quality, doubt);
        moment.add(VERSION, Value.of(table.version()), at, Quality.GOOD, "");
    }

    private List<String> missing(Map<Property, Integer> classes) {
        List<String> missing = new ArrayList<>();
        if (!classes.containsKey(Pollutants.NO2)) {
            missing.add("no2");
        }
        if (!byRoad && !classes.containsKey(Pollutants.O3)) {
            missing.add("o3");
        }
        if (!classes.containsKey(Pollutants.PM25) && !classes.containsKey(Pollutants.PM10)) {
            missing.add("pm25 or pm10");
        }
        return missing;
    }

    @Override
    public void remember(Observation observation) {
        // each hour stands for itself
    }
}
