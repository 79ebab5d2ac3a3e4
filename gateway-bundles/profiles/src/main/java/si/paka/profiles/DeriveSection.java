package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import si.paka.model.Property;
import si.paka.profiles.derive.DerivationPlan;
import si.paka.profiles.derive.DerivationSpec;
import si.paka.profiles.derive.Derivations;
import si.paka.profiles.derive.Plausibility;
import si.paka.profiles.derive.Setting;

/**
 * A profile's list {@code derive}: each {@code {kind: …, <setting>: …}}, checked against what the kind takes; and how the
 * properties that the profile maps behave.
 *
 * @param outputs what may be derived beside what is mapped
 */
record DeriveSection(List<PropertyDefinition> outputs, DerivationPlan plan) {
    private static final String KIND = "kind";

    static DeriveSection read(
            YamlNode profile, List<Mapping> mappings, Function<Property, Optional<PropertyDefinition>> vocabulary)
            throws ProfileException {
        Map<Property, Plausibility> rules = new HashMap<>();
        Set<Property> measured = new LinkedHashSet<>();
        for (Mapping mapping : mappings) {
            Property property = mapping.property().definition().property();
            measured.add(property);
            if (!mapping.property().plausibility().saysNothing()) {
                rules.put(property, mapping.property().plausibility());
            }
        }
        List<DerivationSpec> specs = new ArrayList<>();
        Map<Property, PropertyDefinition> outputs = new LinkedHashMap<>();
        Set<Property> inputs = new LinkedHashSet<>(measured);
        for (YamlNode node : profile.list("derive")) {
            DerivationSpec spec = spec(node);
            specs.add(spec);
            for (Property output : Derivations.outputs(spec, inputs)) {
                outputs.put(output, definition(node, output, vocabulary));
            }
        }
        outputs.keySet().removeAll(measured);
        return new DeriveSection(
                List.copyOf(outputs.values()),
                new DerivationPlan(specs, measured, rules, profile.duration("interval")));
    }

    private static PropertyDefinition definition(
            YamlNode node, Property output, Function<Property, Optional<PropertyDefinition>> vocabulary)
            throws ProfileException {
        return vocabulary
                .apply(output)
                .orElseThrow(
                        () -> node.wrong(KIND, "gives \"" + output + "\", which is no property of the vocabulary"));
    }

    private static DerivationSpec spec(YamlNode node) throws ProfileException {
        String kind = node.text(KIND);
        if (!Derivations.kinds().contains(kind)) {
            throw node.wrong(KIND, "found \"" + kind + "\", expected one of " + Derivations.kinds());
        }
        Map<String, Setting> known = new LinkedHashMap<>();
        Derivations.settings(kind).forEach(one -> known.put(one.name(), one));
        Map<String, String> settings = new HashMap<>();
        for (String name : node.names()) {
            if (!name.equals(KIND)) {
                Setting setting = known.get(name);
                if (setting == null) {
                    throw node.wrong(name, "is not known here, expected one of " + known.keySet());
                }
                settings.put(name, value(node, setting));
            }
        }
        for (Setting setting : known.values()) {
            if (setting.otherwise().isEmpty()
                    && setting.attribute().isEmpty()
                    && !settings.containsKey(setting.name())) {
                throw node.wrong(setting.name(), "is missing");
            }
        }
        return new DerivationSpec(kind, settings);
    }

    /** As text; durations are written as elsewhere in profiles and become ISO 8601. */
    private static String value(YamlNode node, Setting setting) throws ProfileException {
        String text = node.find(setting.name()).map(JsonNode::asText).orElse("");
        if (setting.type() == Setting.Type.DURATION) {
            Duration duration = node.duration(setting.name());
            text = duration.toString();
        }
        Optional<String> problem = setting.problem(text);
        if (problem.isPresent()) {
            throw node.wrong(setting.name(), problem.get());
        }
        return text;
    }
}
