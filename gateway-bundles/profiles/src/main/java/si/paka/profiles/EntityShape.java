package si.paka.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import si.paka.model.device.Device;

/**
 * What a Smart Data Model requires and no sensor measures, and how its fixed attributes are written.
 *
 * @param required fixed attributes without which a device is not approved
 * @param relationships fixed attributes that point to another entity
 * @param lists fixed attributes that are arrays
 * @param numbers fixed attributes that are numbers
 * @param words what a fixed attribute may say
 * @param status value of a required status that a message does not tell; empty if the model requires none
 * @param dated whether {@code dateObserved} is required
 */
record EntityShape(
        Set<String> required,
        Set<String> relationships,
        Set<String> lists,
        Set<String> numbers,
        Map<String, Set<String>> words,
        String status,
        boolean dated) {
    /** Attributes that the gateway itself writes. */
    static final Set<String> OURS =
            Set.of("id", "type", "location", "name", "owner", "source", "dateObserved", "uplinkSequence");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern TARGET = Pattern.compile("urn:[\\w:.-]{1,200}|[A-Za-z0-9-]{1,64}");
    /** GSMA-Commons wants identifiers here. */
    private static final Pattern OWNER = Pattern.compile("[\\w.@:-]{1,256}");

    private static final Set<String> DEVICES = Set.of("refDevice");

    private static final EntityShape ANY =
            new EntityShape(Set.of(), DEVICES, Set.of("category", "refDevice"), Set.of(), Map.of(), "", false);
    private static final Map<String, EntityShape> ALL = Map.of(
            "Streetlight",
            new EntityShape(
                    Set.of("location"),
                    Set.of("refStreetlightGroup", "refStreetlightControlCabinet", "refStreetlightModel", "refDevice"),
                    DEVICES,
                    Set.of("lanternHeight", "powerRating"),
                    Map.of(),
                    "ok",
                    false),
            "WasteContainer",
            new EntityShape(
                    Set.of("location"),
                    Set.of("refWasteContainerIsle", "refWasteContainerModel", "refDevice"),
                    Set.of("category", "refDevice"),
                    Set.of("binCapacity", "binFullnessThreshold", "binRecommendedLoad", "binMaxLoad"),
                    Map.of("category", Set.of("fixed", "ground", "other", "portable", "underground")),
                    "",
                    false),
            "ParkingSpot",
            new EntityShape(
                    Set.of("location", "category", "refParkingSite"),
                    Set.of("refParkingSite", "refParkingGroup", "refDevice"),
                    Set.of("category", "refDevice"),
                    Set.of("width", "length"),
                    Map.of("category", Set.of("onStreet", "offStreet")),
                    "unknown",
                    false),
            "AirQualityObserved",
            new EntityShape(
                    Set.of("location"),
                    Set.of("refPointOfInterest", "refWeatherObserved", "refDevice"),
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    "",
                    true));

    static EntityShape of(String entityType) {
        return ALL.getOrDefault(entityType, ANY);
    }

    /** What is missing or wrong, as sentences naming the attribute. */
    List<String> problems(String entityType, Set<String> measured, Device device) {
        List<String> problems = new ArrayList<>();
        for (String name : required.stream().sorted().toList()) {
            boolean there = name.equals("location")
                    ? device.location().isPresent()
                    : !device.attributes().getOrDefault(name, "").isBlank();
            if (!there) {
                problems.add(name + " is missing; a " + entityType + " requires it");
            }
        }
        if (!OWNER.matcher(device.owner()).matches()) {
            problems.add("owner is \"" + device.owner() + "\", expected letters, digits and . _ @ : -");
        }
        device.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(fixed -> problem(fixed.getKey(), fixed.getValue(), measured, problems));
        return problems;
    }

    private void problem(String name, String value, Set<String> measured, List<String> problems) {
        if (measured.contains(name)) {
            problems.add(name + " can't be a fixed attribute: it is measured");
        } else if (OURS.contains(name) || !NAME.matcher(name).matches()) {
            problems.add(name + " can't be a fixed attribute: reserved");
        } else if (numbers.contains(name) && number(value) < 0) {
            problems.add(name + " is \"" + value + "\", expected a number, 0 or more");
        }
        for (String one : value.isBlank() ? new String[0] : value.split(",")) {
            String item = one.strip();
            if (relationships.contains(name) && !TARGET.matcher(item).matches()) {
                problems.add(name + " is \"" + item + "\", expected a URN or an asset id");
            }
            if (words.containsKey(name) && !words.get(name).contains(item)) {
                problems.add(name + " is \"" + item + "\", expected one of "
                        + words.get(name).stream().sorted().toList());
            }
        }
    }

    /** The number, or -1 if it is none. */
    static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
