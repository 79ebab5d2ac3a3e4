package si.paka.simulators.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import si.paka.simulators.town.Street;

/** Writes {@code etc/site.yaml} for simulated streets. Their lamps are on at all hours, so that dimming is seen by day. */
public final class SiteFile {
    private static final String ALWAYS_ON =
            "# Simulated streets: their lamps are on at all hours, so that dimming can be seen by day.\n";
    private static final YAMLMapper YAML = new YAMLMapper();

    private SiteFile() {}

    /** @param quietPeriod how long a street must be empty before it dims, e.g. {@code 20s} */
    public static String write(List<Street> streets, String quietPeriod) {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("place", new TreeMap<>(Map.of("lat", 46.36, "lon", 15.11)));
        site.put("timeZone", "Europe/Ljubljana");
        site.put(
                "streets",
                streets.stream().map(street -> street(street, quietPeriod)).toList());
        site.put("crossings", crossings(streets));
        try {
            return ALWAYS_ON + YAML.writeValueAsString(site);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> street(Street street, String quietPeriod) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", street.id());
        entry.put("name", street.name());
        entry.put("lightingClass", "M4");
        entry.put("luminaires", street.lamps());
        entry.put("detectors", street.lamps());
        entry.put("schedule", new TreeMap<>(Map.of("on", "00:00", "off", "24:00")));
        entry.put("levels", new TreeMap<>(Map.of("design", 80, "quiet", 30, "floor", 10)));
        entry.put("quietPeriod", quietPeriod);
        entry.put("staleAfter", "5m");
        entry.put("stuckAfter", "30m");
        return entry;
    }

    private static List<Map<String, Object>> crossings(List<Street> streets) {
        List<Map<String, Object>> crossings = new ArrayList<>();
        for (Street street : streets) {
            street.crossing().ifPresent(at -> {
                List<String> lamps = street.lamps().subList(Math.max(0, at - 1), at + 1);
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("id", street.id() + "-crossing");
                entry.put("name", street.name() + " – prehod");
                entry.put("luminaires", lamps);
                entry.put("detectors", List.of(street.lamps().get(at)));
                entry.put("level", 100);
                entry.put("hold", "30s");
                crossings.add(entry);
            });
        }
        return crossings;
    }
}
