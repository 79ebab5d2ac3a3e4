package si.paka.profiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Transport;
import si.paka.model.device.CommandSpec;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.RadioProfile;
import si.paka.model.device.ResourceObservation;
import si.paka.profiles.ProfileSchemas.Kind;
import si.paka.profiles.units.Conversion;

/** Reads {@code vendors/<vendor>/devices/<model>.yaml}. */
final class ProfileFile {
    private final YamlNode root;
    private final ProfileSchemas schemas;
    private final Path vendorDir;
    private final Function<Property, Optional<PropertyDefinition>> vocabulary;
    private final Map<Property, PropertyDefinition> local = new LinkedHashMap<>();

    private ProfileFile(
            YamlNode root, ProfileSchemas schemas, Function<Property, Optional<PropertyDefinition>> vocabulary) {
        this.root = root;
        this.schemas = schemas;
        this.vendorDir = root.file().getParent().getParent();
        this.vocabulary = vocabulary;
    }

    static DeviceProfile read(
            Path file, ProfileSchemas schemas, Function<Property, Optional<PropertyDefinition>> vocabulary)
            throws ProfileException {
        YamlNode root = schemas.checked(Kind.DEVICE, YamlNode.read(file));
        return new ProfileFile(root, schemas, vocabulary).read();
    }

    private DeviceProfile read() throws ProfileException {
        for (YamlNode property : root.list("properties")) {
            PropertyDefinition definition = PropertyDefinition.read(property);
            local.put(definition.definition().property(), definition);
        }
        List<Mapping> mappings = new ArrayList<>();
        for (YamlNode observation : root.list("observations")) {
            mappings.add(mapping(observation));
        }
        Optional<Path> codec = codec();
        Map<String, CommandSpec> commands = Map.of();
        Map<String, CommandEncoding.Command> encodings = Map.of();
        if (root.has("commands")) {
            CommandReader reader = new CommandReader(root.child("commands"), codec.isPresent());
            commands = reader.specs();
            encodings = reader.encodings();
        }
        Optional<BatteryCurve> battery = battery(mappings);
        DeriveSection derive = DeriveSection.read(root, mappings, this::definition);
        return new DeviceProfile(
                info(mappings, derive.outputs(), battery.isPresent(), commands),
                root.file(),
                codec,
                mappings,
                battery,
                encodings,
                variables(),
                ports(),
                derived(derive, battery.isPresent()),
                derive.plan());
    }

    /** What may be emitted beside what is mapped. */
    private List<PropertyDefinition> derived(DeriveSection derive, boolean battery) {
        List<PropertyDefinition> derived = new ArrayList<>(derive.outputs());
        if (battery) {
            definition(Property.BATTERY_LEVEL).ifPresent(derived::add);
        }
        return derived;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        root.values("variables").forEach((name, value) -> variables.put(name, value.asText()));
        return variables;
    }

    private Map<Integer, String> ports() throws ProfileException {
        Map<Integer, String> ports = new TreeMap<>();
        if (root.has("lorawan")) {
            root.child("lorawan")
                    .values("ports")
                    .forEach((port, what) -> ports.put(Integer.parseInt(port), what.asText()));
        }
        return ports;
    }

    private Optional<BatteryCurve> battery(List<Mapping> mappings) throws ProfileException {
        if (!root.has("battery")) {
            return Optional.empty();
        }
        if (mappings.stream().anyMatch(mapping -> isBatteryLevel(mapping.property()))) {
            throw root.wrong("battery", "found beside an observation of batteryLevel, expected one of them");
        }
        return Optional.of(BatteryCurve.read(root.child("battery")));
    }

    private static boolean isBatteryLevel(PropertyDefinition property) {
        return property.definition().property().equals(Property.BATTERY_LEVEL);
    }

    private ProfileInfo info(
            List<Mapping> mappings,
            List<PropertyDefinition> derived,
            boolean battery,
            Map<String, CommandSpec> commands)
            throws ProfileException {
        Transport transport = oneOf("transport", Transport.class, root.text("transport"));
        Duration interval = root.duration("interval");
        Duration silentAfter = root.has("silentAfter") ? root.duration("silentAfter") : interval.multipliedBy(3);
        return new ProfileInfo(
                id(),
                vendorDir.getFileName().toString(),
                root.text("name"),
                transport,
                root.text("entityType"),
                Stream.of(
                                mappings.stream()
                                        .map(m -> m.property().definition().property()),
                                derived.stream().map(d -> d.definition().property()),
                                battery ? Stream.of(Property.BATTERY_LEVEL) : Stream.<Property>empty())
                        .flatMap(all -> all)
                        .distinct()
                        .toList(),
                interval,
                silentAfter,
                root.findNumber("lowBattery").isPresent() ? Optional.of(root.number("lowBattery")) : Optional.empty(),
                commands,
                resources(),
                oneOf("format", PayloadFormat.class, root.findText("format").orElse("raw")),
                commands.containsKey(Property.DIMMING_LEVEL.name()),
                radio());
    }

    private Optional<RadioProfile> radio() throws ProfileException {
        if (!root.has("lorawan")) {
            return Optional.empty();
        }
        YamlNode lorawan = root.child("lorawan");
        Path file = vendorDir.resolve("radio").resolve(lorawan.text("radio"));
        if (!Files.isRegularFile(file)) {
            throw lorawan.wrong(
                    "radio",
                    "found \"" + lorawan.text("radio") + "\", expected a file in " + vendorDir.resolve("radio"));
        }
        return Optional.of(RadioFile.read(schemas.checked(Kind.RADIO, YamlNode.read(file))));
    }

    private ProfileId id() throws ProfileException {
        String model = root.file().getFileName().toString().replaceFirst("\\.yaml$", "");
        try {
            return new ProfileId(vendorDir.getFileName() + "/" + model);
        } catch (IllegalArgumentException e) {
            throw new ProfileException(root.file() + ": " + e.getMessage(), e);
        }
    }

    private <E extends Enum<E>> E oneOf(String key, Class<E> type, String text) throws ProfileException {
        for (E value : type.getEnumConstants()) {
            if (asWritten(value).equals(text)) {
                return value;
            }
        }
        List<String> known = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            known.add(asWritten(value));
        }
        throw root.wrong(key, "found \"" + text + "\", expected one of " + known);
    }

    private static String asWritten(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Mapping mapping(YamlNode node) throws ProfileException {
        Property property = property(node);
        PropertyDefinition definition = definition(property)
                .orElseThrow(() -> node.wrong(
                        "property",
                        "found \"" + property
                                + "\", expected a property of the vocabulary (device-profiles/observations) or"
                                + " of this profile's own list \"properties\""));
        Map<String, String> names = new LinkedHashMap<>();
        if (node.has("values")) {
            YamlNode values = node.child("values");
            for (String key : values.names()) {
                names.put(key, values.text(key));
            }
        }
        MappingUnit unit = MappingUnit.read(node, definition);
        Conversion conversion = new Conversion(
                        node.findNumber("scale").orElse(1),
                        node.findNumber("offset").orElse(0))
                .then(unit.conversion());
        return new Mapping(
                node.text("from"), definition, conversion.factor(), conversion.offset(), unit.symbol(), names);
    }

    private Optional<PropertyDefinition> definition(Property property) {
        PropertyDefinition own = local.get(property);
        return own == null ? vocabulary.apply(property) : Optional.of(own);
    }

    private static Property property(YamlNode node) throws ProfileException {
        try {
            return new Property(node.text("property"));
        } catch (IllegalArgumentException e) {
            throw node.wrong("property", e.getMessage());
        }
    }

    private Optional<Path> codec() throws ProfileException {
        Optional<String> name = root.findText("codec");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = vendorDir.resolve("codecs").resolve(name.get()).normalize();
        if (!file.startsWith(vendorDir.normalize()) || !Files.isRegularFile(file)) {
            throw root.wrong(
                    "codec", "found \"" + name.get() + "\", expected a file in " + vendorDir.resolve("codecs"));
        }
        return Optional.of(file);
    }

    private List<ResourceObservation> resources() throws ProfileException {
        List<ResourceObservation> resources = new ArrayList<>();
        if (root.has("lwm2m")) {
            for (YamlNode one : root.child("lwm2m").list("observe")) {
                resources.add(resource(one));
            }
        }
        return resources;
    }

    private static ResourceObservation resource(YamlNode one) throws ProfileException {
        OptionalInt pmin = one.findInt("pmin");
        OptionalInt pmax = one.findInt("pmax");
        if (pmin.isPresent() && pmax.isPresent() && pmax.getAsInt() < pmin.getAsInt()) {
            throw one.wrong("pmax", "found " + pmax.getAsInt() + ", expected pmin or more");
        }
        return new ResourceObservation(
                one.text("path"), pmin, pmax, one.findNumber("gt"), one.findNumber("lt"), one.findNumber("st"));
    }
}
