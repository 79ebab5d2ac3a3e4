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
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Transport;
import si.paka.model.device.CommandSpec;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.ResourceObservation;
import si.paka.profiles.units.Conversion;

/** Reads {@code vendors/<vendor>/devices/<model>.yaml}. */
final class ProfileFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "entityType",
            "transport",
            "format",
            "lorawan",
            "lwm2m",
            "codec",
            "interval",
            "silentAfter",
            "lowBattery",
            "observations",
            "properties",
            "commands",
            "whenSilent",
            "description",
            "variables");

    private static final Set<String> MAPPING_KEYS = Set.of(
            "from", "property", "scale", "offset", "values", "unit", "reference_C", "reference_kPa", "molarMass");

    private static final Pattern LWM2M_PATH = Pattern.compile("/\\d{1,5}(/\\d{1,5}){0,2}");
    private static final Pattern ENTITY_TYPE = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");

    private final YamlNode root;
    private final Path vendorDir;
    private final Function<Property, Optional<PropertyDefinition>> vocabulary;
    private final Map<Property, PropertyDefinition> local = new LinkedHashMap<>();

    private ProfileFile(YamlNode root, Path vendorDir, Function<Property, Optional<PropertyDefinition>> vocabulary) {
        this.root = root;
        this.vendorDir = vendorDir;
        this.vocabulary = vocabulary;
    }

    static DeviceProfile read(Path file, Function<Property, Optional<PropertyDefinition>> vocabulary)
            throws ProfileException {
        return new ProfileFile(YamlNode.read(file), file.getParent().getParent(), vocabulary).read();
    }

    private DeviceProfile read() throws ProfileException {
        root.allowOnly(KEYS);
        for (YamlNode property : root.list("properties")) {
            PropertyDefinition definition = PropertyDefinition.read(property);
            local.put(definition.definition().property(), definition);
        }
        if (root.has("lorawan")) {
            root.child("lorawan").allowOnly(Set.of("class", "version", "region"));
        }
        List<Mapping> mappings = new ArrayList<>();
        for (YamlNode observation : root.list("observations")) {
            mappings.add(mapping(observation));
        }
        if (mappings.isEmpty()) {
            throw root.wrong("observations", "is missing, expected a list of what the device observes");
        }
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        Map<String, List<DeviceProfile.WriteSpec>> writes = new LinkedHashMap<>();
        if (root.has("commands")) {
            readCommands(root.child("commands"), commands, writes);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (root.has("variables")) {
            YamlNode given = root.child("variables");
            for (String key : given.names()) {
                variables.put(key, given.text(key));
            }
        }
        return new DeviceProfile(info(mappings, commands), root.file(), codec(), mappings, writes, variables);
    }

    private ProfileInfo info(List<Mapping> mappings, Map<String, CommandSpec> commands) throws ProfileException {
        Transport transport = oneOf("transport", Transport.class, root.text("transport"));
        Duration interval = root.duration("interval");
        Duration silentAfter = root.has("silentAfter") ? root.duration("silentAfter") : interval.multipliedBy(3);
        return new ProfileInfo(
                id(),
                vendorDir.getFileName().toString(),
                root.text("name"),
                transport,
                entityType(),
                mappings.stream()
                        .map(m -> m.property().definition().property())
                        .distinct()
                        .toList(),
                interval,
                silentAfter,
                root.findNumber("lowBattery").isPresent() ? Optional.of(root.number("lowBattery")) : Optional.empty(),
                commands,
                resources(),
                oneOf("format", PayloadFormat.class, root.findText("format").orElse("raw")),
                commands.containsKey(Property.DIMMING_LEVEL.name()));
    }

    private String entityType() throws ProfileException {
        String type = root.text("entityType");
        if (!ENTITY_TYPE.matcher(type).matches()) {
            throw root.wrong("entityType", "found \"" + type + "\", expected a type such as WasteContainer");
        }
        return type;
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
        node.allowOnly(MAPPING_KEYS);
        Property property = property(node);
        PropertyDefinition definition = local.get(property);
        if (definition == null) {
            definition = vocabulary.apply(property).orElse(null);
        }
        if (definition == null) {
            throw node.wrong(
                    "property",
                    "found \"" + property
                            + "\", expected a property of the vocabulary (device-profiles/observations) or"
                            + " of this profile's own list \"properties\"");
        }
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
            YamlNode lwm2m = root.child("lwm2m");
            lwm2m.allowOnly(Set.of("observe"));
            for (YamlNode one : lwm2m.list("observe")) {
                one.allowOnly(Set.of("path", "pmin", "pmax"));
                String path = one.text("path");
                if (!LWM2M_PATH.matcher(path).matches()) {
                    throw one.wrong("path", "found \"" + path + "\", expected an LwM2M path such as /3311/0/5851");
                }
                resources.add(new ResourceObservation(path, one.findInt("pmin"), one.findInt("pmax")));
            }
        }
        return resources;
    }

    private void readCommands(
            YamlNode node, Map<String, CommandSpec> commands, Map<String, List<DeviceProfile.WriteSpec>> writes)
            throws ProfileException {
        for (String name : node.names()) {
            YamlNode command = node.child(name);
            command.allowOnly(Set.of("minimum", "maximum", "unit", "meaning", "writes"));
            commands.put(
                    name,
                    new CommandSpec(
                            name,
                            command.number("minimum"),
                            command.number("maximum"),
                            command.findText("unit").orElse(""),
                            command.findText("meaning").orElse("")));
            List<DeviceProfile.WriteSpec> resources = new ArrayList<>();
            for (YamlNode write : command.list("writes")) {
                write.allowOnly(Set.of("path", "as"));
                if (!LWM2M_PATH.matcher(write.text("path")).matches()) {
                    throw write.wrong("path", "found \"" + write.text("path") + "\", expected such as /3311/0/5851");
                }
                resources.add(new DeviceProfile.WriteSpec(
                        write.text("path"),
                        write.findText("as").orElse("number").equals("flag")));
            }
            if (!resources.isEmpty()) {
                writes.put(name, resources);
            }
        }
    }
}
