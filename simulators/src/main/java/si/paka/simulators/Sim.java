package si.paka.simulators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import si.paka.simulators.demo.SiteFile;
import si.paka.simulators.fleet.DeviceCsv;
import si.paka.simulators.fleet.Fleet;
import si.paka.simulators.fleet.FleetListener;
import si.paka.simulators.fleet.FleetTargets;

/**
 * {@code paka sim run SCENARIO.yaml}: simulated devices for a gateway that runs already. {@code paka sim devices} and
 * {@code paka sim site} print what that gateway has to know of them.
 */
public final class Sim {
    private static final String USAGE = """
            usage: paka sim run SCENARIO.yaml [--speed N] [--target HOST]
                   paka sim devices SCENARIO.yaml      (for paka device import)
                   paka sim site SCENARIO.yaml         (for etc/site.yaml)""";

    private Sim() {}

    /** The first word may be {@code sim} itself, as {@code bin/paka} passes it. */
    public static void main(String[] args) throws InterruptedException {
        int first = args.length > 0 && args[0].equals("sim") ? 1 : 0;
        if (args.length < first + 2 || (args.length - first) % 2 != 0) {
            System.err.println(USAGE);
            System.exit(2);
        }
        System.exit(run(args, first));
    }

    private static int run(String[] args, int first) throws InterruptedException {
        double speed = 1;
        String target = "127.0.0.1";
        for (int i = first + 2; i < args.length; i += 2) {
            switch (args[i]) {
                case "--speed" -> speed = Double.parseDouble(args[i + 1]);
                case "--target" -> target = args[i + 1];
                default -> {
                    System.err.println(USAGE);
                    return 2;
                }
            }
        }
        try {
            Scenario scenario = Scenario.read(Path.of(args[first + 1]));
            return act(args[first], scenario, speed, target);
        } catch (IOException | MqttException | IllegalArgumentException e) {
            System.err.println("paka sim: " + e.getMessage());
            return 1;
        }
    }

    private static int act(String command, Scenario scenario, double speed, String target)
            throws MqttException, InterruptedException {
        switch (command) {
            case "run" -> simulate(scenario, speed, target);
            case "devices" -> System.out.print(DeviceCsv.write(scenario.plan().devices(), "internal"));
            case "site" -> System.out.print(SiteFile.write(scenario.plan().streets(), "60s"));
            default -> {
                System.err.println(USAGE);
                return 2;
            }
        }
        return 0;
    }

    private static void simulate(Scenario scenario, double speed, String target)
            throws MqttException, InterruptedException {
        FleetTargets targets = FleetTargets.on(target, scenario.broker());
        Fleet fleet = new Fleet(scenario.plan(), targets, scenario.pace() * speed, new FleetListener() {});
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "paka-sim-stop"));
        fleet.start();
        System.out.println(scenario.plan().devices().size() + " simulated devices at work against " + target + " for "
                + scenario.duration() + "; Ctrl-C ends it");
        boolean never = new CountDownLatch(1).await(scenario.duration().toMillis(), TimeUnit.MILLISECONDS);
        if (!never) {
            System.out.println("The scenario is over.");
        }
    }
}
