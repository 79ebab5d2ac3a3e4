package si.paka.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import si.paka.provisioning.DeviceList;

/** {@code paka status}, {@code paka device}, {@code paka override} and {@code paka chirpstack}: asks the running gateway of a home. */
public final class LocalCommands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([mh])");
    private static final PrintStream OUT = System.out;

    private final Arguments arguments;
    private final LocalSocket gateway;

    private LocalCommands(Arguments arguments) {
        this.arguments = arguments;
        Path home = Path.of(arguments.option("home").orElse("paka-home"));
        this.gateway = new LocalSocket(home.toAbsolutePath().normalize());
    }

    /** @throws IllegalArgumentException if the command line is wrong */
    public static int run(String command, String[] args) throws IOException {
        LocalCommands commands = new LocalCommands(new Arguments(args));
        return switch (command) {
            case "status" -> commands.status();
            case "device" -> commands.device();
            case "chirpstack" -> commands.chirpstack();
            default -> commands.override();
        };
    }

    private int chirpstack() throws IOException {
        JsonNode answer = ask("chirpstack", Map.of("words", arguments.words()));
        if (arguments.flag("json") || !answer.has("differences")) {
            return print(answer);
        }
        for (JsonNode each : answer.path("differences")) {
            OUT.printf(
                    "%-20s %s  %s%n",
                    each.path("kind").asText(),
                    each.path("subject").asText(),
                    each.path("detail").asText());
        }
        answer.path("notApplied").forEach(each -> System.err.println("not applied: " + each.asText()));
        String problem = answer.path("problem").asText();
        OUT.println(answer.path("applied").asInt() + " put right, "
                + answer.path("differences").size() + " differences"
                + (problem.isEmpty() ? "" : "; not compared: " + problem));
        return problem.isEmpty() && answer.path("notApplied").isEmpty() ? 0 : 1;
    }

    private int status() throws IOException {
        JsonNode status = gateway.ask(Map.of("command", "status"));
        if (arguments.flag("json")) {
            OUT.println(JSON.writeValueAsString(status));
        } else {
            OUT.printf(
                    "%s %s/%s %s, since %s: %d devices, %d waiting, %d alarms%n",
                    status.path("status").asText(),
                    status.path("town").asText(),
                    status.path("cabinet").asText(),
                    status.path("version").asText(),
                    status.path("startedAt").asText(),
                    status.path("devices").asInt(),
                    status.path("waiting").asInt(),
                    status.path("alarms").asInt());
            for (JsonNode check : status.path("checks")) {
                OUT.printf(
                        "  %-8s %-20s %s%n",
                        check.path("state").asText(),
                        check.path("name").asText(),
                        check.path("message").asText());
            }
        }
        return status.path("status").asText().equals("failed") ? 1 : 0;
    }

    private int device() throws IOException {
        String verb = arguments.word(0, "list, show, import, approve or remove");
        return switch (verb) {
            case "list" ->
                list(
                        Map.of("command", "device.list"),
                        "%-24s %-9s %-8s %-34s %s%n",
                        "id",
                        "state",
                        "transport",
                        "profile",
                        "name");
            case "show" -> print(ask("device.show", Map.of("id", arguments.word(1, "a device id"))));
            case "approve" -> approve(arguments.word(1, "the address of a waiting device"));
            case "remove" -> print(ask("device.remove", Map.of("id", arguments.word(1, "a device id"))));
            case "import" -> importFile(Path.of(arguments.word(1, "a CSV file")));
            default ->
                throw new IllegalArgumentException(
                        "device does not know \"" + verb + "\", expected list, show, import, approve or remove");
        };
    }

    private JsonNode ask(String command, Map<String, ?> more) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", command);
        request.putAll(more);
        return gateway.ask(request);
    }

    private static int print(JsonNode answer) throws IOException {
        OUT.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        return 0;
    }

    private int list(Map<String, Object> request, String format, String... columns) throws IOException {
        JsonNode all = gateway.ask(request);
        if (arguments.flag("json")) {
            OUT.println(JSON.writeValueAsString(all));
            return 0;
        }
        for (JsonNode one : all) {
            Object[] cells = new Object[columns.length];
            for (int i = 0; i < columns.length; i++) {
                cells[i] = one.path(columns[i]).asText();
            }
            OUT.printf(format, cells);
        }
        return 0;
    }

    private int approve(String address) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(arguments.options());
        fields.remove("home");
        fields.remove("json");
        return print(ask("device.approve", Map.of("id", address, "fields", fields)));
    }

    /** All good rows are imported; the bad ones are told, and written to a file beside the list. */
    private int importFile(Path file) throws IOException {
        DeviceList list = DeviceList.parse(file);
        List<Map<String, String>> rows =
                list.rows().stream().map(DeviceList.Row::fields).toList();
        JsonNode answer = ask("device.import", Map.of("rows", rows));
        StringBuilder problems = new StringBuilder();
        list.problems().forEach(problem -> problems.append(problem).append('\n'));
        for (JsonNode bad : answer.path("problems")) {
            int line = list.rows().get(bad.path("row").asInt() - 1).line();
            for (JsonNode text : bad.path("problems")) {
                problems.append("line ")
                        .append(line)
                        .append(": ")
                        .append(text.asText())
                        .append('\n');
            }
        }
        if (arguments.flag("json")) {
            ObjectNode json = JSON.createObjectNode();
            json.put("imported", answer.path("imported").asInt());
            problems.toString().lines().forEach(json.putArray("problems")::add);
            OUT.println(JSON.writeValueAsString(json));
        } else {
            OUT.println(answer.path("imported").asInt() + " imported, "
                    + problems.toString().lines().count() + " problems");
        }
        if (!problems.isEmpty()) {
            System.err.print(problems);
            Files.writeString(file.resolveSibling(file.getFileName() + ".problems"), problems);
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private int override() throws IOException {
        String verb = arguments.word(0, "set, list or clear");
        return switch (verb) {
            case "list" ->
                list(
                        Map.of("command", "override.list"),
                        "%-24s %3s %%  %-12s until %s  %s%n",
                        "target",
                        "value",
                        "owner",
                        "expiresAt",
                        "reason");
            case "clear" -> print(ask("override.clear", Map.of("target", arguments.word(1, "a device or asset"))));
            case "set" ->
                print(ask(
                        "override.set",
                        Map.of(
                                "target", arguments.word(1, "a device or asset"),
                                "value", level(arguments.word(2, "a level, 0..100")),
                                "reason",
                                        arguments
                                                .option("reason")
                                                .orElseThrow(
                                                        () -> new IllegalArgumentException("expected --reason TEXT")),
                                "seconds",
                                        duration(arguments.option("for").orElse("1h"))
                                                .toSeconds())));
            default ->
                throw new IllegalArgumentException(
                        "override does not know \"" + verb + "\", expected set, list or clear");
        };
    }

    private static int level(String text) {
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= 100) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("level is \"" + text + "\", expected 0..100");
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--for is \"" + text + "\", expected minutes or hours such as 30m or 2h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("m") ? Duration.ofMinutes(amount) : Duration.ofHours(amount);
    }
}
