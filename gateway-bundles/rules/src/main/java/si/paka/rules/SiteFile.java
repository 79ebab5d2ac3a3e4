package si.paka.rules;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.model.DeviceId;
import si.paka.model.Site;
import si.paka.model.Value;
import si.paka.model.decision.DimmingLevel;

/** Reads and checks {@code site.yaml}. */
public final class SiteFile {
    /** Town hall square of Velenje: where a cabinet is until it is told otherwise. */
    private static final Value.Place VELENJE = new Value.Place(46.3592, 15.1103);

    private final Map<String, String> streetOf = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private SiteFile() {}

    /** @return an empty site if there is no file */
    public static Site read(Path file) throws SiteException {
        if (!Files.exists(file)) {
            return empty();
        }
        return new SiteFile().read(SiteNode.read(file));
    }

    public static Site empty() {
        return new Site(VELENJE, ZoneId.of("Europe/Ljubljana"), List.of(), List.of());
    }

    private Site read(SiteNode root) throws SiteException {
        root.allowOnly(Set.of("place", "timeZone", "streets", "crossings"));
        Value.Place place = VELENJE;
        if (root.has("place")) {
            SiteNode node = root.child("place");
            node.allowOnly(Set.of("lat", "lon"));
            try {
                place = new Value.Place(node.number("lat", null), node.number("lon", null));
            } catch (IllegalArgumentException e) {
                throw root.wrong("place", e.getMessage());
            }
        }
        ZoneId zone;
        try {
            zone = ZoneId.of(root.text("timeZone", "Europe/Ljubljana"));
        } catch (DateTimeException e) {
            throw root.wrong("timeZone", e.getMessage() + ", expected a zone such as Europe/Ljubljana");
        }
        List<Site.Street> streets = new ArrayList<>();
        for (SiteNode node : root.children("streets")) {
            streets.add(street(node));
        }
        List<Site.Crossing> crossings = new ArrayList<>();
        for (SiteNode node : root.children("crossings")) {
            crossings.add(crossing(node));
        }
        return new Site(place, zone, streets, crossings);
    }

    private Site.Street street(SiteNode node) throws SiteException {
        node.allowOnly(Set.of(
                "id",
                "name",
                "lightingClass",
                "luminaires",
                "detectors",
                "schedule",
                "levels",
                "quietPeriod",
                "staleAfter",
                "stuckAfter"));
        String id = id(node);
        List<DeviceId> luminaires = devices(node, "luminaires");
        for (DeviceId luminaire : luminaires) {
            String other = streetOf.put(luminaire.value(), id);
            if (other != null) {
                throw node.wrong(
                        "luminaires", luminaire + " is in street " + other + " already, expected one street each");
            }
        }
        String on = "sunset-10m";
        String off = "sunrise+10m";
        if (node.has("schedule")) {
            SiteNode schedule = node.child("schedule");
            schedule.allowOnly(Set.of("on", "off"));
            on = time(schedule, "on", on);
            off = time(schedule, "off", off);
        }
        int design = 100;
        int quiet = 30;
        int floor = 10;
        if (node.has("levels")) {
            SiteNode levels = node.child("levels");
            levels.allowOnly(Set.of("design", "quiet", "floor"));
            design = levels.percent("design", design);
            quiet = levels.percent("quiet", quiet);
            floor = levels.percent("floor", floor);
            if (floor > quiet || quiet > design) {
                throw levels.wrong(
                        "quiet",
                        "found floor " + floor + ", quiet " + quiet + ", design " + design
                                + ", expected floor <= quiet <= design");
            }
        }
        return new Site.Street(
                id,
                node.text("name", id),
                node.text("lightingClass", ""),
                luminaires,
                devices(node, "detectors"),
                on,
                off,
                new DimmingLevel(design),
                new DimmingLevel(quiet),
                new DimmingLevel(floor),
                node.duration("quietPeriod", "2m"),
                node.duration("staleAfter", "10m"),
                node.duration("stuckAfter", "30m"));
    }

    private Site.Crossing crossing(SiteNode node) throws SiteException {
        node.allowOnly(Set.of("id", "name", "luminaires", "detectors", "level", "hold"));
        String id = id(node);
        return new Site.Crossing(
                id,
                node.text("name", id),
                devices(node, "luminaires"),
                devices(node, "detectors"),
                new DimmingLevel(node.percent("level", 100)),
                node.duration("hold", "45s"));
    }

    private String id(SiteNode node) throws SiteException {
        String id = node.text("id", null);
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw node.wrong("id", "found \"" + id + "\", expected [A-Za-z0-9-]{1,64}");
        }
        if (!ids.add(id)) {
            throw node.wrong("id", "found \"" + id + "\" a second time, expected ids that differ");
        }
        return id;
    }

    private static List<DeviceId> devices(SiteNode node, String key) throws SiteException {
        List<DeviceId> devices = new ArrayList<>();
        for (String text : node.texts(key)) {
            try {
                devices.add(new DeviceId(text));
            } catch (IllegalArgumentException e) {
                throw node.wrong(key, e.getMessage());
            }
        }
        return devices;
    }

    private static String time(SiteNode node, String key, String otherwise) throws SiteException {
        String text = node.text(key, otherwise);
        if (!SwitchingTime.isValid(text)) {
            throw node.wrong(
                    key,
                    "found \"" + text
                            + "\", expected a time such as 16:30 or 24:00, or sunset-10m, sunset, sunrise+1h");
        }
        return text;
    }
}
