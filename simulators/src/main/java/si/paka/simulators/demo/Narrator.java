package si.paka.simulators.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.fleet.FleetListener;
import si.paka.simulators.platform.Publication;
import si.paka.simulators.platform.TownPlatform;
import si.paka.simulators.town.Street;
import si.paka.simulators.town.TownEvent;

/** Tells in plain words what happens in the street, in the cabinet and at the platform. Safe from any thread. */
final class Narrator implements FleetListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FILL_STEP = 10;

    private final Console console;
    private final Clock clock;
    private final StreetWatch streets;
    private final Map<String, Integer> fillTold = new HashMap<>();
    private final Map<String, Boolean> parkedTold = new HashMap<>();

    Narrator(Console console, Clock clock, List<Street> streets) {
        this.console = console;
        this.clock = clock;
        this.streets = new StreetWatch(streets);
    }

    @Override
    public synchronized void town(TownEvent event) {
        if (event instanceof TownEvent.Presence presence && presence.somebody()) {
            streets.seen(presence.lamp(), clock.instant());
        } else if (event instanceof TownEvent.Arrived arrived) {
            tell("a " + arrived.who() + " comes into " + arrived.street().name());
        } else if (event instanceof TownEvent.AtCrossing crossing) {
            tell("a pedestrian is at the crossing of " + crossing.street().name());
        }
    }

    @Override
    public synchronized void commanded(String lamp, int level) {
        streets.commanded(lamp, level);
    }

    @Override
    public synchronized void filled(String container, int level) {
        Integer before = fillTold.get(container);
        if (before == null || Math.abs(level - before) >= FILL_STEP) {
            fillTold.put(container, level);
            tell(
                    before != null && level < before
                            ? "container " + container + " was emptied"
                            : "container " + container + " is " + level + " % full");
        }
    }

    @Override
    public synchronized void parked(String bay, boolean occupied) {
        Boolean before = parkedTold.put(bay, occupied);
        if (before != null && before != occupied) {
            tell(occupied ? "a car parks in " + bay : "a car leaves " + bay);
        }
    }

    @Override
    public synchronized void measured(String station, StationClient.Answer answer) {
        if (!answer.isSuccess()) {
            tell("air station " + station + " was answered " + answer.code() + " " + answer.diagnostic());
        }
    }

    /** What the platform got: events and results one by one, entities only as a sum. */
    synchronized void published(Publication publication) {
        String[] levels = publication.topic().split("/", 6);
        if (levels.length < 5) {
            return;
        }
        JsonNode body = read(publication);
        switch (levels[4]) {
            case "event" -> tell("cabinet reports: " + body.path("text").asText(publication.topic()));
            case "cmd-result" ->
                tell("platform command: " + body.path("outcome").asText() + " "
                        + body.path("reason").asText());
            case "status" ->
                tell("platform sees the cabinet " + body.path("state").asText());
            default -> {}
        }
    }

    synchronized void flushStreets() {
        streets.sentences(clock.instant()).forEach(this::tell);
    }

    synchronized void sum(TownPlatform platform) {
        tell("platform: " + platform.summary());
    }

    synchronized void tell(String line) {
        Instant now = clock.instant();
        console.tell(now, line);
    }

    private static JsonNode read(Publication publication) {
        try {
            return JSON.readTree(publication.payload());
        } catch (IOException e) {
            return JSON.createObjectNode(); // shown by its topic alone
        }
    }
}
