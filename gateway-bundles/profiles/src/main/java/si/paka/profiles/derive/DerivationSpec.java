package si.paka.profiles.derive;

import java.util.Map;

/**
 * One line of a profile's list {@code derive}, checked.
 *
 * @param settings as written, durations in ISO 8601
 */
public record DerivationSpec(String kind, Map<String, String> settings) {
    public DerivationSpec {
        settings = Map.copyOf(settings);
    }
}
