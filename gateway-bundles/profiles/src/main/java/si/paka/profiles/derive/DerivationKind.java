package si.paka.profiles.derive;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import si.paka.model.Property;

/**
 * A kind of derivation that profiles can name.
 *
 * @param early whether it makes what is then judged like a measurement
 * @param outputs what it may add, given what the profile maps
 * @param make builds it for one device
 */
record DerivationKind(
        String name,
        boolean early,
        List<Setting> settings,
        BiFunction<Settings, Set<Property>, List<Property>> outputs,
        BiFunction<Settings, DerivationContext, List<Derivation>> make) {

    Setting setting(String wanted) {
        return settings.stream()
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind " + name + " has no setting " + wanted));
    }
}
