package si.paka.rules;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** A mapping in the site file that can say where in the file something is wrong. */
final class SiteNode {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final MappingNode node;

    private SiteNode(Path file, MappingNode node) {
        this.file = file;
        this.node = node;
    }

    static SiteNode read(Path file) throws SiteException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setCodePointLimit(LARGEST);
        options.setAllowDuplicateKeys(false);
        Yaml yaml = new Yaml(
                new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(), options);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = yaml.compose(reader);
            if (!(root instanceof MappingNode mapping)) {
                throw new SiteException(
                        file + " line 1: expected a mapping of keys (place, timeZone, streets, crossings)");
            }
            return new SiteNode(file, mapping);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SiteException(file + " line " + line + ": " + e.getProblem(), e);
        } catch (IOException e) {
            throw new SiteException(file + ": " + e.getMessage(), e);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    SiteException wrong(String key, String problem) {
        return new SiteException(file + " line " + line(find(key).orElse(node)) + " key " + key + ": " + problem);
    }

    private Optional<Node> find(String key) {
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return Optional.of(tuple.getValueNode());
            }
        }
        return Optional.empty();
    }

    void allowOnly(Set<String> keys) throws SiteException {
        for (NodeTuple tuple : node.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            if (!keys.contains(key)) {
                throw new SiteException(file + " line " + line(tuple.getKeyNode()) + " key " + key
                        + ": is not known here, expected one of "
                        + keys.stream().sorted().toList());
            }
        }
    }

    String text(String key, String otherwise) throws SiteException {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            if (otherwise == null) {
                throw wrong(key, "is missing");
            }
            return otherwise;
        }
        if (value.get() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(key, "found a list or mapping, expected a text");
    }

    double number(String key, Double otherwise) throws SiteException {
        String text = text(key, otherwise == null ? null : otherwise.toString());
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(key, "found \"" + text + "\", expected a number");
        }
    }

    int percent(String key, int otherwise) throws SiteException {
        String text = text(key, Integer.toString(otherwise));
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= 100) {
            return Integer.parseInt(text);
        }
        throw wrong(key, "found \"" + text + "\", expected 0..100 (percent)");
    }

    Duration duration(String key, String otherwise) throws SiteException {
        String text = text(key, otherwise);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong(key, "found \"" + text + "\", expected a duration such as 30s, 2m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    SiteNode child(String key) throws SiteException {
        Node value = find(key).orElseThrow(() -> wrong(key, "is missing, expected a mapping"));
        if (value instanceof MappingNode mapping) {
            return new SiteNode(file, mapping);
        }
        throw wrong(key, "expected a mapping");
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    List<SiteNode> children(String key) throws SiteException {
        List<SiteNode> children = new ArrayList<>();
        for (Node one : sequence(key)) {
            if (!(one instanceof MappingNode mapping)) {
                throw new SiteException(file + " line " + line(one) + " key " + key + ": expected a list of mappings");
            }
            children.add(new SiteNode(file, mapping));
        }
        return children;
    }

    List<String> texts(String key) throws SiteException {
        List<String> texts = new ArrayList<>();
        for (Node one : sequence(key)) {
            if (!(one instanceof ScalarNode scalar)) {
                throw new SiteException(file + " line " + line(one) + " key " + key + ": expected a list of texts");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    private List<Node> sequence(String key) throws SiteException {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw wrong(key, "expected a list");
    }
}
