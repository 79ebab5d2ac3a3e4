package si.paka.profiles.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import si.paka.profiles.ExampleRunner;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** {@code paka profile test}, {@code import} and {@code decode}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class ProfileCommands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USAGE = """
            usage: paka profile test DIR
                   paka profile import SRC [--vendor V] [--device D] [--to DIR] [--entity-type T] [--set key=value]…
                   paka profile decode --codec FILE.js --fport N --hex BYTES [--direction up|down] [--received-at ISO]
                   paka profile decode --batch FILE.jsonl""";

    public int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length == 2 && args[0].equals("test")) {
                return test(Path.of(args[1]), out, err);
            }
            if (args.length > 1 && args[0].equals("import")) {
                return new ImportCommand(
                                shipped(),
                                System.console() == null ? Optional.empty() : Optional.of(new Asking(System.console())),
                                out,
                                err)
                        .run(Arrays.asList(args).subList(1, args.length));
            }
            if (args.length > 1 && args[0].equals("decode")) {
                return decode(options(args), out);
            }
            throw new IllegalArgumentException("expected test, import or decode");
        } catch (IllegalArgumentException e) {
            err.println("paka: " + e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (IOException | UncheckedIOException e) {
            err.println("paka: " + e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 >= args.length) {
                throw new IllegalArgumentException("expected a value after " + args[i]);
            }
            options.put(args[i].substring(2), args[i + 1]);
        }
        return options;
    }

    private static Optional<Path> shipped() {
        String product = System.getProperty("paka.product");
        return product == null ? Optional.empty() : Optional.of(Path.of(product, "device-profiles"));
    }

    private static int test(Path dir, PrintStream out, PrintStream err) throws IOException {
        if (!Files.isDirectory(dir)) {
            throw new IllegalArgumentException(dir + " is not a folder");
        }
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ExampleRunner.Report report = new ExampleRunner(codecs, shipped(), made -> {}).run(dir);
            report.failures().forEach(err::println);
            report.untested().forEach(out::println);
            out.println(report.passed() + " passed, " + report.failures().size() + " failed");
            return report.failures().isEmpty() ? 0 : 1;
        }
    }

    private static int decode(Map<String, String> options, PrintStream out) throws IOException {
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            if (options.containsKey("batch")) {
                new Batch(codecs, out).run(Path.of(options.get("batch")));
                return 0;
            }
            ObjectNode request = JSON.createObjectNode();
            request.put("codec", need(options, "codec"));
            request.put("fPort", Integer.parseInt(need(options, "fport")));
            request.put("hex", need(options, "hex"));
            request.put("direction", options.getOrDefault("direction", "up"));
            if (options.containsKey("received-at")) {
                request.put("recvTime", options.get("received-at"));
            }
            String answer = new DecodeRequest(request).answer(codecs);
            out.println(answer);
            return JSON.readTree(answer).has("errors") ? 1 : 0;
        }
    }

    private static String need(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected --" + name);
        }
        return value;
    }
}
