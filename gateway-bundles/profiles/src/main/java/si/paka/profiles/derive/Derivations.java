package si.paka.profiles.derive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import si.paka.model.Property;

/** The kinds of derivation there are, and what profiles and the register need to know of them. */
public final class Derivations {
    private static final Map<String, DerivationKind> KINDS = new LinkedHashMap<>();

    static {
        for (List<DerivationKind> some :
                List.of(ContainerKinds.ALL, AirKinds.ALL, OtherKinds.ALL, AggregateKinds.ALL)) {
            some.forEach(one -> KINDS.put(one.name(), one));
        }
    }

    private static final Set<String> DEVICE_ATTRIBUTES = KINDS.values().stream()
            .flatMap(kind -> kind.settings().stream())
            .map(Setting::attribute)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private Derivations() {}

    public static Set<String> kinds() {
        return KINDS.keySet();
    }

    /** @param kind one of {@link #kinds} */
    public static List<Setting> settings(String kind) {
        return KINDS.get(kind).settings();
    }

    /** What a derivation may add to what the profile maps. */
    public static List<Property> outputs(DerivationSpec spec, Set<Property> measured) {
        DerivationKind kind = KINDS.get(spec.kind());
        return kind.outputs().apply(new Settings(kind, spec.settings(), Map.of()), measured);
    }

    /** Attributes of the register that set a derivation and are no attributes of the entity. */
    public static Set<String> deviceAttributes() {
        return DEVICE_ATTRIBUTES;
    }

    /** Whether its counts leave the cabinet only from a least number of people on. */
    public static boolean hidesPeople(List<DerivationSpec> specs) {
        return specs.stream().anyMatch(spec -> spec.kind().equals(CrowdFloor.KIND));
    }

    /** What a device lacks or has wrong for its profile's derivations, as sentences naming the attribute. */
    public static List<String> problems(List<DerivationSpec> specs, Map<String, String> attributes) {
        Set<String> problems = new LinkedHashSet<>();
        for (DerivationSpec spec : specs) {
            for (Setting setting : KINDS.get(spec.kind()).settings()) {
                if (!setting.attribute().isEmpty()) {
                    problem(
                            spec,
                            setting,
                            attributes.getOrDefault(setting.attribute(), "").strip(),
                            problems);
                }
            }
        }
        return List.copyOf(problems);
    }

    private static void problem(DerivationSpec spec, Setting setting, String own, Set<String> problems) {
        boolean needed = setting.otherwise().isEmpty()
                && !spec.settings().containsKey(setting.name())
                && !setting.type().equals(Setting.Type.PROPERTY);
        if (own.isEmpty() && needed) {
            problems.add(setting.attribute() + " is missing; the profile derives values with it (" + spec.kind() + ")");
        } else if (!own.isEmpty()) {
            setting.problem(own).ifPresent(wrong -> problems.add(setting.attribute() + ": " + wrong));
        }
    }

    /** A memory that remembers nothing yet, for a device with these attributes. */
    public static DeviceMemory memory(DerivationContext context, Map<String, String> attributes) {
        DerivationPlan plan = context.plan();
        List<Derivation> early = new ArrayList<>();
        List<Derivation> later = new ArrayList<>();
        Map<Property, Plausibility> rules = new HashMap<>(plan.rules());
        for (DerivationSpec spec : plan.specs()) {
            DerivationKind kind = KINDS.get(spec.kind());
            Settings settings = new Settings(kind, spec.settings(), attributes);
            if (kind.name().equals(OtherKinds.PLAUSIBLE)) {
                rules.put(settings.property("property"), rule(settings));
            } else if (isComplete(kind, settings)) {
                (kind.early() ? early : later).addAll(kind.make().apply(settings, context));
            }
        }
        rules.values().removeIf(Plausibility::saysNothing);
        if (!rules.isEmpty()) {
            early.add(new PlausibleChange(rules));
        }
        early.addAll(later);
        return new DeviceMemory(early);
    }

    /** A device that was approved before its profile asked for more derives nothing of it. */
    private static boolean isComplete(DerivationKind kind, Settings settings) {
        return kind.settings().stream().allMatch(one -> settings.has(one.name()));
    }

    private static Plausibility rule(Settings settings) {
        Duration after = settings.duration("stuckAfter");
        boolean never = after.compareTo(OtherKinds.NEVER) >= 0;
        double change = settings.number("maximumChange");
        return new Plausibility(
                never
                        ? List.of()
                        : List.of(new Plausibility.Stuck(after, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
                change == 0
                        ? Optional.empty()
                        : Optional.of(new Plausibility.Rate(change, settings.duration("within"))));
    }
}
