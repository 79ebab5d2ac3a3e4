package si.paka.profiles.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.Property;
import si.paka.profiles.ExampleRunner;
import si.paka.profiles.ProfileLibrary;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;
import si.paka.profiles.importing.DeviceRepository;
import si.paka.profiles.importing.ImportException;
import si.paka.profiles.importing.ProfileDraft;
import si.paka.profiles.importing.PublishedDevice;

/**
 * {@code paka profile import}: makes a profile of a published device, asks what it can't infer (at a terminal; else it prints what is
 * missing and ends with 1), and runs the examples of the result.
 */
final class ImportCommand {
    private final Optional<Path> shipped;
    private final Optional<Asking> person;
    private final PrintStream out;
    private final PrintStream err;

    /** @param shipped where the vocabulary is */
    ImportCommand(Optional<Path> shipped, Optional<Asking> person, PrintStream out, PrintStream err) {
        this.shipped = shipped;
        this.person = person;
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) throws IOException {
        Path source = Path.of(arguments.get(0));
        if (!Files.exists(source)) {
            throw new IllegalArgumentException(source + " is not there, expected a device repository");
        }
        Map<String, String> given = options(arguments.subList(1, arguments.size()));
        Path to = Path.of(given.getOrDefault("to", "."));
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ExampleRunner runner = new ExampleRunner(codecs, shipped, made -> {});
            PublishedDevice device = DeviceRepository.find(source, given);
            ProfileDraft draft = draft(device, given, runner.library(to));
            return draft.missing().isEmpty() ? write(device, draft, to, runner) : tellMissing(draft);
        } catch (ImportException e) {
            err.println("paka: " + e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (Iterator<String> all = arguments.iterator(); all.hasNext(); ) {
            String name = all.next();
            if (!name.startsWith("--") || !all.hasNext()) {
                throw new IllegalArgumentException("expected an option with a value, found " + name);
            }
            String value = all.next();
            switch (name) {
                case "--entity-type" -> given.put("entityType", value);
                case "--vendor", "--device", "--to", "--region", "--interval" -> given.put(name.substring(2), value);
                case "--set" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("--set is \"" + value + "\", expected key=value");
                    }
                    given.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new IllegalArgumentException("there is no option " + name);
            }
        }
        return given;
    }

    /** Asks, if there is somebody, until nothing is missing or nothing is said. */
    private ProfileDraft draft(PublishedDevice device, Map<String, String> given, ProfileLibrary library)
            throws IOException {
        ProfileDraft draft = new ProfileDraft(device, given, name -> isKnown(library, name));
        if (person.isEmpty()) {
            return draft;
        }
        for (Map.Entry<String, String> one : draft.missing().entrySet()) {
            if (!one.getKey().startsWith("map.")) {
                String answer = person.get().ask(one.getKey() + ", " + one.getValue());
                if (!answer.isEmpty()) {
                    given.put(one.getKey(), answer);
                }
            }
        }
        for (String field : draft.unmapped()) {
            String answer = person.get().ask("\"" + field + "\" is which property? (empty: leave it out)");
            given.put("map." + field, answer);
        }
        return new ProfileDraft(device, given, name -> isKnown(library, name));
    }

    private static boolean isKnown(ProfileLibrary library, String name) {
        return library.vocabulary().find(new Property(name)).isPresent();
    }

    private int tellMissing(ProfileDraft draft) {
        draft.missing().forEach((key, expected) -> err.println("missing: --set " + key + "=…  " + expected));
        return 1;
    }

    private int write(PublishedDevice device, ProfileDraft draft, Path to, ExampleRunner runner) throws IOException {
        Path file = draft.write(to);
        List<ObjectNode> examples = draft.examples();
        if (!examples.isEmpty()) {
            draft.writeExamples(to, runner.observed(to, device.vendor(), examples));
        }
        out.println(file);
        for (ObjectNode one : draft.observations()) {
            out.println("  " + one.path("from").asText() + " → "
                    + one.path("property").asText()
                    + (one.has("unit") ? " in " + one.path("unit").asText() : ""));
        }
        draft.unmapped()
                .forEach(field -> out.println("  " + field + " is left out; --set map." + field + "=<property>"));
        ExampleRunner.Report report = runner.run(to.resolve("vendors").resolve(device.vendor()));
        report.failures().forEach(err::println);
        report.untested().forEach(out::println);
        out.println(report.passed() + " passed, " + report.failures().size() + " failed");
        return report.failures().isEmpty() ? 0 : 1;
    }
}
