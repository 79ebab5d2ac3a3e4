package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of TOML 1.0 that device repositories use: tables, arrays of tables, texts, numbers, truth values, arrays. */
final class Toml {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String text;
    private int at;

    private Toml(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static ObjectNode read(Path file) throws IOException, ImportException {
        return new Toml(file, Files.readString(file)).document();
    }

    private ObjectNode document() throws ImportException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode table = root;
        for (skip(); at < text.length(); skip()) {
            if (text.startsWith("[[", at)) {
                table = appended(root, until("]]").substring(2).strip());
            } else if (text.charAt(at) == '[') {
                table = inner(root, until("]").substring(1).strip());
            } else {
                String key = until("=").strip().replace("\"", "");
                skip();
                table.set(key, value());
            }
        }
        return root;
    }

    private String until(String end) throws ImportException {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw wrong(end);
        }
        String part = text.substring(at, found);
        at = found + end.length();
        return part;
    }

    private static ObjectNode inner(ObjectNode root, String path) {
        ObjectNode node = root;
        for (String step : path.split("\\.")) {
            JsonNode next = node.path(step);
            node = next.isArray()
                    ? (ObjectNode) next.get(next.size() - 1)
                    : next.isObject() ? (ObjectNode) next : node.putObject(step);
        }
        return node;
    }

    private static ObjectNode appended(ObjectNode root, String path) {
        int dot = path.lastIndexOf('.');
        ObjectNode owner = dot < 0 ? root : inner(root, path.substring(0, dot));
        return owner.withArray(path.substring(dot + 1)).addObject();
    }

    private JsonNode value() throws ImportException {
        char c = at < text.length() ? text.charAt(at) : '\n';
        if (c == '[') {
            return array();
        }
        if (c == '"' || c == '\'') {
            return string(c);
        }
        int end = at;
        while (end < text.length() && ",]\n\r#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end).strip();
        at = end;
        try {
            return JSON.readTree(word.replace("_", ""));
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(word);
        }
    }

    private JsonNode string(char quote) throws ImportException {
        String mark = String.valueOf(quote)
                .repeat(text.startsWith(String.valueOf(quote).repeat(3), at) ? 3 : 1);
        at += mark.length();
        StringBuilder content = new StringBuilder();
        while (!text.startsWith(mark, at)) {
            if (at >= text.length()) {
                throw wrong(mark);
            }
            if (text.charAt(at) == '\\' && quote == '"') {
                at++;
                content.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
            } else {
                content.append(text.charAt(at));
            }
            at++;
        }
        at += mark.length();
        return JSON.getNodeFactory().textNode(content.toString());
    }

    private ArrayNode array() throws ImportException {
        ArrayNode array = JSON.createArrayNode();
        at++;
        for (skip(); at < text.length() && text.charAt(at) != ']'; skip()) {
            array.add(value());
            skip();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            }
        }
        if (at >= text.length()) {
            throw wrong("]");
        }
        at++;
        return array;
    }

    /** Blanks and remarks. */
    private void skip() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private ImportException wrong(String expected) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new ImportException(file + " line " + line + ": expected " + expected);
    }
}
