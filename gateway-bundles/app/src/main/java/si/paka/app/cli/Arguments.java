package si.paka.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words and {@code --options} of a command line. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--json", "--raw");

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if an option lacks its value */
    Arguments(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                words.add(args[i]);
            } else if (FLAGS.contains(args[i])) {
                options.put(args[i].substring(2), "true");
            } else if (i + 1 < args.length) {
                options.put(args[i].substring(2), args[++i]);
            } else {
                throw new IllegalArgumentException("expected a value after " + args[i]);
            }
        }
    }

    String word(int at, String what) {
        if (at >= words.size()) {
            throw new IllegalArgumentException("expected " + what);
        }
        return words.get(at);
    }

    List<String> words() {
        return List.copyOf(words);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean flag(String name) {
        return options.containsKey(name);
    }

    Map<String, String> options() {
        return options;
    }
}
