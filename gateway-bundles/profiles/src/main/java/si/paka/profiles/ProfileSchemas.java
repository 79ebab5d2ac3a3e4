package si.paka.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import si.paka.profiles.schema.JsonSchema;

/** The schemas of the files that profiles consist of, read from {@code schema/}. Immutable. */
final class ProfileSchemas {
    /** A kind of file. */
    enum Kind {
        DEVICE,
        RADIO,
        VENDOR,
        EXAMPLES,
        OBSERVATIONS,
        /** Of air quality. */
        INDEX
    }

    private final Map<Kind, JsonSchema> schemas;

    private ProfileSchemas(Map<Kind, JsonSchema> schemas) {
        this.schemas = schemas;
    }

    /** @param folders the first with a folder {@code schema} counts; the shipped one has it */
    static ProfileSchemas read(List<Path> folders) throws ProfileException {
        for (Path folder : folders) {
            Path schema = folder.resolve("schema");
            if (Files.isDirectory(schema)) {
                return readFrom(schema);
            }
        }
        throw new ProfileException("no folder schema in any of " + folders + ", expected it in the shipped profiles");
    }

    private static ProfileSchemas readFrom(Path folder) throws ProfileException {
        Map<Kind, JsonSchema> schemas = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            try {
                schemas.put(
                        kind, JsonSchema.read(folder.resolve(kind.name().toLowerCase(Locale.ROOT) + ".schema.json")));
            } catch (IOException e) {
                throw new ProfileException(e.getMessage(), e);
            }
        }
        return new ProfileSchemas(schemas);
    }

    /** @throws ProfileException telling what in the file is not as its schema says */
    YamlNode checked(Kind kind, YamlNode file) throws ProfileException {
        List<String> problems = schemas.get(kind).check(file.tree()).stream()
                .map(problem -> file.wrong(problem.place(), problem.text()).getMessage())
                .toList();
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return file;
    }
}
