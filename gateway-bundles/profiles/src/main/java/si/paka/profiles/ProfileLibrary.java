package si.paka.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.Property;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.Vocabulary;
import si.paka.profiles.ProfileSchemas.Kind;
import si.paka.profiles.derive.AirIndexTable;

/**
 * The device profiles and the vocabulary of one or more folders; a later folder's profile replaces an earlier one's of the same
 * id. A file that is not right is left out and reported; the others count. Immutable once read.
 */
public final class ProfileLibrary implements DeviceProfiles {
    private static final Logger log = LoggerFactory.getLogger(ProfileLibrary.class);

    private final Map<Property, PropertyDefinition> vocabulary = new LinkedHashMap<>();
    private final Map<String, DeviceProfile> profiles = new TreeMap<>();
    private final Map<String, EntityShape> shapes = new TreeMap<>();
    private final Map<Path, EntityShape> shapeFiles = new HashMap<>();
    private final Map<Path, List<PropertyDefinition>> vocabularyFiles = new HashMap<>();
    private final Map<Path, DeviceProfile> profileFiles = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, AirIndexTable> airIndices = new TreeMap<>();

    private ProfileLibrary() {}

    /** @param folders each with {@code vendors} and, if it likes, {@code observations} and {@code entities}; missing ones are passed over */
    public static ProfileLibrary open(List<Path> folders) {
        return new ProfileLibrary().read(folders, new ProfileLibrary());
    }

    /** Reads again. What a file that is not right now said before stays in force. */
    ProfileLibrary reread(List<Path> folders) {
        return new ProfileLibrary().read(folders, this);
    }

    private ProfileLibrary read(List<Path> folders, ProfileLibrary before) {
        ProfileSchemas schemas;
        try {
            schemas = ProfileSchemas.read(folders);
        } catch (ProfileException e) {
            problem(e, false);
            return this;
        }
        for (Path folder : folders) {
            for (Path file : list(folder.resolve("observations"), ".yaml")) {
                readVocabulary(file, schemas, before.vocabularyFiles.getOrDefault(file, List.of()));
            }
            for (Path file : list(folder.resolve("entities"), ".yaml")) {
                readShape(file, Optional.ofNullable(before.shapeFiles.get(file)));
            }
        }
        for (Path folder : folders) {
            for (Path file : list(folder.resolve("air-quality"), ".yaml")) {
                readAirIndex(file, schemas);
            }
        }
        before.airIndices.forEach(airIndices::putIfAbsent);
        for (Path folder : folders) {
            for (Path vendor : list(folder.resolve("vendors"), "")) {
                readVendor(vendor.resolve("vendor.yaml"), schemas);
                for (Path file : list(vendor.resolve("devices"), ".yaml")) {
                    readProfile(file, schemas, Optional.ofNullable(before.profileFiles.get(file)));
                }
            }
        }
        return this;
    }

    /** Nothing at run time depends on it, so what is wrong with it is told and no more. */
    private void readVendor(Path file, ProfileSchemas schemas) {
        try {
            if (Files.exists(file)) {
                schemas.checked(Kind.VENDOR, YamlNode.read(file));
            }
        } catch (ProfileException e) {
            problem(e, false);
        }
    }

    private void readAirIndex(Path file, ProfileSchemas schemas) {
        try {
            AirIndexTable table = IndexFile.read(schemas.checked(Kind.INDEX, YamlNode.read(file)));
            airIndices.put(table.version(), table);
        } catch (ProfileException e) {
            problem(e, false);
        }
    }

    private void readVocabulary(Path file, ProfileSchemas schemas, List<PropertyDefinition> before) {
        List<PropertyDefinition> definitions = new ArrayList<>();
        try {
            YamlNode root = schemas.checked(Kind.OBSERVATIONS, YamlNode.read(file));
            for (YamlNode node : root.list("properties")) {
                definitions.add(PropertyDefinition.read(node));
            }
        } catch (ProfileException e) {
            problem(e, !before.isEmpty());
            definitions = before;
        }
        vocabularyFiles.put(file, definitions);
        definitions.forEach(one -> vocabulary.put(one.definition().property(), one));
    }

    private void readShape(Path file, Optional<EntityShape> before) {
        Optional<EntityShape> shape;
        try {
            shape = Optional.of(EntityShape.read(YamlNode.read(file)));
        } catch (ProfileException e) {
            problem(e, before.isPresent());
            shape = before;
        }
        shape.ifPresent(one -> {
            shapeFiles.put(file, one);
            shapes.put(one.type(), one);
        });
    }

    private void readProfile(Path file, ProfileSchemas schemas, Optional<DeviceProfile> before) {
        Optional<DeviceProfile> profile;
        try {
            profile = Optional.of(
                    ProfileFile.read(file, schemas, property -> Optional.ofNullable(vocabulary.get(property))));
        } catch (ProfileException e) {
            problem(e, before.isPresent());
            profile = before;
        }
        profile.ifPresent(one -> {
            profileFiles.put(file, one);
            profiles.put(one.info().id().value(), one);
        });
    }

    private void problem(ProfileException e, boolean kept) {
        problems.addAll(e.problems());
        log.error("{}; {}", e.getMessage(), kept ? "what the file said before stays in force" : "the file is not used");
    }

    private static List<Path> list(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            log.error("{} could not be read: {}", folder, e.toString());
            return List.of();
        }
    }

    /** What was wrong with files that are not used. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Air quality indices by version. */
    Map<String, AirIndexTable> airIndices() {
        return airIndices;
    }

    Optional<DeviceProfile> profile(ProfileId id) {
        return Optional.ofNullable(profiles.get(id.value()));
    }

    /** What entities of this type need; nothing special if no file describes it. */
    EntityShape shape(String entityType) {
        EntityShape shape = shapes.get(entityType);
        return shape == null ? EntityShape.plain(entityType) : shape;
    }

    /** The types that files describe, in the order of their names. */
    Collection<EntityShape> shapes() {
        return Collections.unmodifiableCollection(shapes.values());
    }

    Collection<PropertyDefinition> properties() {
        return Collections.unmodifiableCollection(vocabulary.values());
    }

    List<DeviceProfile> profiles() {
        return List.copyOf(profiles.values());
    }

    @Override
    public Optional<ProfileInfo> find(ProfileId id) {
        return profile(id).map(DeviceProfile::info);
    }

    @Override
    public List<ProfileInfo> list() {
        return profiles.values().stream().map(DeviceProfile::info).toList();
    }

    /** What the properties of these profiles mean. */
    public Vocabulary vocabulary() {
        return new Words(vocabulary);
    }

    private record Words(Map<Property, PropertyDefinition> all) implements Vocabulary {
        @Override
        public Optional<Definition> find(Property property) {
            return Optional.ofNullable(all.get(property)).map(PropertyDefinition::definition);
        }

        @Override
        public List<Definition> list() {
            return all.values().stream().map(PropertyDefinition::definition).toList();
        }
    }
}
