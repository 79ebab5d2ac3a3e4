package si.paka.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What {@code paka run} was told.
 *
 * @param home absolute
 * @param settings from {@code --set}, by key; they beat the files in {@code etc}
 */
record RunOptions(Path home, Map<String, String> settings) {
    static RunOptions parse(String[] args) throws UsageException {
        Path home = Path.of("paka-home");
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--home" -> home = Path.of(value(args, ++i, "--home DIR"));
                case "--set" -> {
                    String pair = value(args, ++i, "--set key=value");
                    int at = pair.indexOf('=');
                    if (at <= 0) {
                        throw new UsageException("--set has \"" + pair + "\", expected key=value");
                    }
                    settings.put(pair.substring(0, at), pair.substring(at + 1));
                }
                default -> throw new UsageException("run does not know \"" + args[i] + "\", expected --home or --set");
            }
        }
        return new RunOptions(home.toAbsolutePath().normalize(), settings);
    }

    private static String value(String[] args, int at, String form) throws UsageException {
        if (at >= args.length) {
            throw new UsageException("expected " + form);
        }
        return args[at];
    }

    /** One {@code key=value} a line, as the settings loader in the framework reads it. */
    String settingsAsText() {
        StringBuilder text = new StringBuilder();
        settings.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\n", " ")).append('\n'));
        return text.toString();
    }

    String version() {
        Properties properties = new Properties();
        try (var in = RunOptions.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
