package si.paka.profiles.derive;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.model.Property;

/**
 * How the values of a profile's devices are judged and what is derived of them.
 *
 * @param measured what the profile maps
 * @param rules how these behave, where the vocabulary or the profile says so
 * @param interval how often a device usually reports
 */
public record DerivationPlan(
        List<DerivationSpec> specs, Set<Property> measured, Map<Property, Plausibility> rules, Duration interval) {
    public DerivationPlan {
        specs = List.copyOf(specs);
        measured = Set.copyOf(measured);
        rules = Map.copyOf(rules);
    }

    /** Whether there is nothing to judge by earlier values and nothing to derive. */
    public boolean isEmpty() {
        return specs.isEmpty() && rules.isEmpty();
    }

    /** How many samples an hour usually has. */
    int samplesPerHour() {
        return (int) Math.max(1, 3600 / Math.max(1, interval.toSeconds()));
    }
}
