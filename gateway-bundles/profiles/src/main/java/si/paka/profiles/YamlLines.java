package si.paka.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the line of a key in a YAML file; asked only when something is wrong with it. */
final class YamlLines {
    private YamlLines() {}

    private static JsonFactory factory(Path file) {
        return file.toString().endsWith(".json") ? new JsonFactory() : new YAMLFactory();
    }

    /** @param key e.g. {@code observations[2].scale}; of a missing one the line of the nearest key above it, or 1 */
    static int of(Path file, String key) {
        String wanted = "/" + key.replace("[", "/").replace("]", "").replace('.', '/') + "/";
        int line = 1;
        int longest = 0;
        try (JsonParser parser = factory(file).createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String here = parser.getParsingContext().pathAsPointer() + "/";
                if (token != JsonToken.END_OBJECT
                        && token != JsonToken.END_ARRAY
                        && here.length() > longest
                        && wanted.startsWith(here)) {
                    longest = here.length();
                    line = parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException e) { // it is being rewritten: what was found so far is the best there is
            return line;
        }
        return line;
    }
}
