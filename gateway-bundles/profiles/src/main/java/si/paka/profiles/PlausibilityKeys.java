package si.paka.profiles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import si.paka.profiles.derive.Plausibility;

/**
 * Reads how a property behaves: {@code stuckAfter}, a duration or a list of {@code {after, above, below}} of which the first that
 * fits a value counts, and {@code maximumRate}, {@code {change, per}}.
 */
final class PlausibilityKeys {
    private PlausibilityKeys() {}

    static Plausibility read(YamlNode node) throws ProfileException {
        List<Plausibility.Stuck> stuck = new ArrayList<>();
        if (node.find("stuckAfter").filter(one -> one.isTextual()).isPresent()) {
            stuck.add(new Plausibility.Stuck(
                    node.duration("stuckAfter"), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        } else {
            for (YamlNode one : node.list("stuckAfter")) {
                stuck.add(new Plausibility.Stuck(
                        one.duration("after"),
                        one.findNumber("above").orElse(Double.NEGATIVE_INFINITY),
                        one.findNumber("below").orElse(Double.POSITIVE_INFINITY)));
            }
        }
        return stuck.isEmpty() && !node.has("maximumRate") ? Plausibility.ANY : new Plausibility(stuck, rate(node));
    }

    private static Optional<Plausibility.Rate> rate(YamlNode node) throws ProfileException {
        if (!node.has("maximumRate")) {
            return Optional.empty();
        }
        YamlNode rate = node.child("maximumRate");
        Duration per = rate.duration("per");
        if (per.isZero()) {
            throw rate.wrong("per", "found no time, expected a duration such as 10m");
        }
        return Optional.of(new Plausibility.Rate(rate.number("change"), per));
    }
}
