package si.paka.profiles.derive;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import si.paka.model.Property;

/** What is derived for lamps, counters, noise and people, and what a profile says of a property's behaviour. */
final class OtherKinds {
    static final String PLAUSIBLE = "plausible";
    /** Says that a property may stay the same for ever. */
    static final Duration NEVER = Duration.ofDays(3650);

    /** Not made like the others: it changes the rules that all values are judged by. */
    private static final DerivationKind BEHAVIOUR = new DerivationKind(
            PLAUSIBLE,
            true,
            List.of(
                    Setting.of("property", Setting.Type.PROPERTY, ""),
                    Setting.duration("stuckAfter", NEVER.toString()),
                    Setting.number("maximumChange", "0", 0, 1e9),
                    Setting.duration("within", "PT1M")),
            (settings, measured) -> List.of(),
            (settings, context) -> List.of());

    private static final DerivationKind LAMP = new DerivationKind(
            "lamp-energy",
            false,
            List.of(
                    Setting.number("rated_W", "0", 0, 5000).ofDevice("ratedPower_W"),
                    Setting.number("standby", "0.07", 0, 0.5),
                    Setting.number("burning_W", "3", 0, 100),
                    Setting.duration("longestGap", "PT6H")),
            (settings, measured) -> List.of(LampEnergy.ENERGY, LampEnergy.HOURS),
            (settings, context) -> List.of(new LampEnergy(new LampEnergy.Lamp(
                    settings.number("rated_W"),
                    settings.number("standby"),
                    settings.number("burning_W"),
                    settings.duration("longestGap")))));

    private static final DerivationKind COUNTER = new DerivationKind(
            "counter",
            true,
            List.of(
                    Setting.of("from", Setting.Type.PROPERTY, ""),
                    Setting.of("to", Setting.Type.PROPERTY, ""),
                    Setting.number("modulus", "0", 0, 1e18)),
            (settings, measured) -> List.of(settings.property("to")),
            (settings, context) -> List.of(new MonotonicCounter(new MonotonicCounter.Counter(
                    settings.property("from"), settings.property("to"), settings.number("modulus")))));

    private static final DerivationKind NOISE = new DerivationKind(
            "noise-levels",
            false,
            List.of(Setting.of("zone", Setting.Type.ZONE, "Europe/Ljubljana")),
            (settings, measured) -> NoiseLevels.outputs(),
            (settings, context) ->
                    List.of(new NoiseLevels(context.plan().interval(), ZoneId.of(settings.text("zone")))));

    private static final DerivationKind CROWD = new DerivationKind(
            CrowdFloor.KIND,
            true,
            List.of(Setting.number("least", "0", 0, 10_000), Setting.duration("bin", "PT15M")),
            (settings, measured) -> counts(measured),
            (settings, context) -> List.of(new CrowdFloor(
                    Math.max(context.crowdFloor(), (int) settings.number("least")),
                    longer(settings.duration("bin"), CrowdFloor.SHORTEST_BIN))));

    static final List<DerivationKind> ALL = List.of(BEHAVIOUR, LAMP, COUNTER, NOISE, CROWD);

    private OtherKinds() {}

    private static List<Property> counts(Set<Property> measured) {
        List<Property> counts = new ArrayList<>(List.of(CrowdFloor.WITHHELD, CrowdFloor.PERIOD));
        measured.stream().map(CrowdFloor::countOf).distinct().forEach(count -> count.ifPresent(counts::add));
        return counts;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
