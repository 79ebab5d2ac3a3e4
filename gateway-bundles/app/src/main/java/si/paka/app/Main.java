package si.paka.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import si.paka.app.cli.LocalCommands;
import si.paka.app.cli.ProfileCommand;

/** {@code paka}: runs the gateway, or talks to the running one. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
    private static final String USAGE = """
            usage: paka run [--home DIR] [--set key=value]…
                   paka status [--home DIR] [--json]
                   paka device list|show ID|import FILE.csv|approve ID [--profile P …]|remove ID [--home DIR] [--json]
                   paka override set TARGET LEVEL --reason TEXT [--for 2h]|list|clear TARGET [--home DIR] [--json]
                   paka chirpstack diff|apply|gateways|downlinks [--home DIR]
                   paka profile test DIR
                   paka profile import SRC [--vendor V] [--device D] [--to DIR] [--entity-type T] [--set key=value]…
                   paka profile decode --codec FILE.js --fport N --hex BYTES [--direction up|down] [--received-at ISO]
                   paka sim run SCENARIO.yaml [--speed N] [--target HOST]
                   paka bench NAME
                   paka version""";

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args));
    }

    private static int run(String[] args) throws InterruptedException {
        String command = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        try {
            return switch (command) {
                case "run" -> {
                    RunOptions options = RunOptions.parse(rest);
                    yield new Launcher(product(), options).run();
                }
                case "status", "device", "override", "chirpstack" -> LocalCommands.run(command, rest);
                case "profile" -> ProfileCommand.run(rest);
                case "version", "--version" -> {
                    System.out.println("paka " + RunOptions.parse(new String[0]).version());
                    yield 0;
                }
                case "help", "--help", "-h" -> {
                    System.out.println(USAGE);
                    yield 0;
                }
                default ->
                    throw new UsageException(
                            command.isEmpty() ? "expected a command" : "there is no command \"" + command + "\"");
            };
        } catch (UsageException | IllegalArgumentException e) {
            System.err.println("paka: " + e.getMessage());
            System.err.println(USAGE);
            return 2;
        } catch (IOException e) {
            System.err.println("paka: " + e.getMessage());
            return 1;
        }
    }

    /** The product's folder, which {@code bin/paka} tells. */
    private static Path product() {
        return Path.of(System.getProperty("paka.product", "."));
    }
}
