package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;

/**
 * What is remembered of one device. A step is a function of what was emitted before and of what is said now: it depends on no
 * clock, and it is the same after {@link #recall} of the past. Used by one thread at a time.
 */
public final class DeviceMemory {
    private final List<Derivation> derivations;

    DeviceMemory(List<Derivation> derivations) {
        this.derivations = derivations;
    }

    /** How far back the past must be told. */
    public Duration horizon() {
        return derivations.stream()
                .map(Derivation::horizon)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Properties whose last value must be told, however old. */
    public Set<Property> lasting() {
        Set<Property> all = new HashSet<>();
        derivations.forEach(one -> all.addAll(one.lasting()));
        return all;
    }

    /** Tells what was emitted before, oldest first. */
    public void recall(List<Observation> past) {
        past.forEach(this::remember);
    }

    private void remember(Observation observation) {
        for (Derivation derivation : derivations) {
            derivation.remember(observation);
        }
    }

    /** What is emitted for what a message says: the same judged, and what follows from it, older instants first. */
    public List<Observation> step(DeviceId device, long message, List<Observation> said) {
        if (said.isEmpty()) {
            return said;
        }
        if (areOfOneInstant(said)) {
            return step(new Moment(device, message, said.get(0).observedAt(), said));
        }
        Map<Instant, List<Observation>> byTime = new TreeMap<>();
        said.forEach(one -> byTime.computeIfAbsent(one.observedAt(), at -> new ArrayList<>())
                .add(one));
        List<Observation> emitted = new ArrayList<>();
        byTime.forEach((at, then) -> emitted.addAll(step(new Moment(device, message, at, then))));
        return emitted;
    }

    private static boolean areOfOneInstant(List<Observation> said) {
        Instant first = said.get(0).observedAt();
        for (int i = 1; i < said.size(); i++) {
            if (!said.get(i).observedAt().equals(first)) {
                return false;
            }
        }
        return true;
    }

    private List<Observation> step(Moment moment) {
        for (Derivation derivation : derivations) {
            derivation.derive(moment);
        }
        moment.observations().forEach(this::remember);
        return moment.observations();
    }
}
