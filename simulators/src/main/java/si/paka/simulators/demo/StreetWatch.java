package si.paka.simulators.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import si.paka.simulators.town.Street;

/** Puts single lamps' commands together to one sentence a street. Not safe for several threads. */
final class StreetWatch {
    private final Map<String, Street> streetOf = new HashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<Street, Map<Integer, List<String>>> changes = new HashMap<>();
    private final Map<Street, Sighting> sightings = new HashMap<>();

    StreetWatch(List<Street> streets) {
        streets.forEach(street -> street.lamps().forEach(lamp -> streetOf.put(lamp, street)));
    }

    Street streetOf(String lamp) {
        return streetOf.get(lamp);
    }

    void seen(String lamp, Instant at) {
        sightings.put(streetOf.get(lamp), new Sighting(lamp, at));
    }

    void commanded(String lamp, int level) {
        Integer before = levels.put(lamp, level);
        if (before == null || before != level) {
            changes.computeIfAbsent(streetOf.get(lamp), street -> new TreeMap<>())
                    .computeIfAbsent(level, any -> new ArrayList<>())
                    .add(lamp);
        }
    }

    /** What was commanded since the last call, one sentence per street and level. */
    List<String> sentences(Instant now) {
        List<String> sentences = new ArrayList<>();
        changes.forEach((street, byLevel) ->
                byLevel.forEach((level, lamps) -> sentences.add(sentence(street, level, lamps, now))));
        changes.clear();
        return sentences;
    }

    private String sentence(Street street, int level, List<String> lamps, Instant now) {
        String who = lamps.size() == street.lamps().size()
                ? "all " + lamps.size() + " lamps"
                : lamps.size() == 1 ? lamps.get(0) : lamps.size() + " lamps from " + lamps.get(0);
        return street.name() + ": " + who + " told to go to " + level + " % (" + circumstances(street, now) + ")";
    }

    private String circumstances(Street street, Instant now) {
        Sighting last = sightings.get(street);
        if (last == null) {
            return "nobody seen there yet";
        }
        Duration ago = Duration.between(last.at(), now);
        return ago.toSeconds() < 4
                ? "somebody is at " + last.lamp()
                : "the last sighting, at " + last.lamp() + ", was " + ago.toSeconds() + " s ago";
    }

    private record Sighting(String lamp, Instant at) {}
}
