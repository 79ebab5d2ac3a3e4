package si.paka.simulators.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import si.paka.simulators.fleet.Fleet;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.fleet.FleetTargets;
import si.paka.simulators.fleet.SimDevice;
import si.paka.simulators.gateway.GatewayProcess;
import si.paka.simulators.gateway.Product;
import si.paka.simulators.platform.CabinetTopic;
import si.paka.simulators.platform.EmbeddedBroker;
import si.paka.simulators.platform.TownPlatform;

/** Starts broker, gateway, street and platform, tells what happens, and stops it all on Ctrl-C. Only on loopback. */
public final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BROKER_PORT = 1883;
    private static final CabinetTopic CABINET = new CabinetTopic("velenje", "demo-01");

    private final DemoOptions options;
    private final FleetPlan plan;
    private final Console console = new Console(System.out);
    private final Narrator narrator;
    private final ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor();
    private EmbeddedBroker broker;
    private GatewayProcess gateway;
    private TownPlatform platform;
    private Fleet fleet;

    Demo(DemoOptions options) {
        this.options = options;
        this.plan = new FleetPlan(20, 8, 8, 4, options.seed());
        this.narrator = new Narrator(console, Clock.systemUTC(), plan.streets());
    }

    public static void main(String[] args) throws InterruptedException {
        int code = 0;
        Demo demo = null;
        try {
            demo = new Demo(DemoOptions.parse(args));
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "paka-demo-stop"));
            demo.start();
            code = demo.watch();
        } catch (IOException | MqttException | IllegalArgumentException | IllegalStateException e) {
            System.out.println("The demo cannot run: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private synchronized void start() throws IOException, MqttException, InterruptedException {
        Product product = Product.get();
        console.say("Starting one cabinet, its broker and 40 simulated devices …");
        DemoHome home = new DemoHome(options.home());
        home.configure(plan);
        broker = startBroker();
        platform = new TownPlatform(broker.url());
        platform.listen(narrator::published);
        gateway = GatewayProcess.start(product, home.folder(), settings(broker.url()));
        gateway.awaitReady(PATIENCE);
        List<SimDevice> devices = plan.devices();
        register(
                home,
                devices.stream()
                        .filter(device -> !device.equals(stranger(devices)))
                        .toList());
        fleet = new Fleet(plan, FleetTargets.on("127.0.0.1", broker.url()), options.pace(), narrator).start();
        telling.scheduleAtFixedRate(console::next, 500, 500, TimeUnit.MILLISECONDS);
        telling.scheduleAtFixedRate(narrator::flushStreets, 700, 700, TimeUnit.MILLISECONDS);
        telling.scheduleAtFixedRate(() -> narrator.sum(platform), 20, 20, TimeUnit.SECONDS);
        DispatcherShift shift = new DispatcherShift(platform, CABINET, narrator, plan);
        telling.scheduleAtFixedRate(shift::next, 60, 90, TimeUnit.SECONDS);
        welcome(home, stranger(devices));
    }

    /** The device that nobody registers, so that the page shows one that waits for approval: the last parking bay. */
    private static SimDevice stranger(List<SimDevice> devices) {
        return devices.stream()
                .filter(device -> device.kind() == SimDevice.Kind.BAY)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static EmbeddedBroker startBroker() throws IOException {
        try {
            return EmbeddedBroker.start(BROKER_PORT);
        } catch (RuntimeException | IOException e) {
            throw new IOException(
                    "port " + BROKER_PORT + " for the demo's broker is taken (" + e.getMessage()
                            + "); stop what listens there",
                    e);
        }
    }

    private static Map<String, String> settings(String brokerUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("town", CABINET.town());
        settings.put("cabinet", CABINET.cabinet());
        settings.put("chirpstack.url", brokerUrl);
        settings.put("uplink.platform.url", brokerUrl);
        settings.put("lwm2m.coap.port", "5683");
        settings.put("coap.port", "5685");
        return settings;
    }

    private void register(DemoHome home, List<SimDevice> devices) throws IOException, InterruptedException {
        GatewayProcess.CommandResult result =
                gateway.command("device", "import", home.devices(devices).toString());
        if (result.code() != 0) {
            throw new IOException(
                    "the devices could not be registered: " + result.output().strip());
        }
    }

    private void welcome(DemoHome home, SimDevice stranger) throws IOException {
        console.say("""

                Page:    %s   (its certificate was made a moment ago, so the browser asks once)
                Log in:  the first visit asks for a claim code, a user name and a password of your choice
                Claim:   %s
                The lamps are on at all hours here, so that you see them dim by day.
                %s is not registered: the page shows it waiting for approval.
                Ctrl-C stops everything.
                """.formatted(gateway.page().orElseThrow(), home.claimCode(), stranger.id()));
    }

    /** Until somebody stops the demo, or the gateway ends by itself. */
    private int watch() throws InterruptedException {
        gateway.awaitEnd();
        console.say("The gateway has ended; see " + gateway.home().resolve("log"));
        return 1;
    }

    @Override
    public synchronized void close() {
        telling.shutdownNow();
        if (gateway != null) {
            gateway.askToStop();
        }
        if (fleet != null) {
            fleet.close();
        }
        if (gateway != null) {
            gateway.stop();
        }
        if (platform != null) {
            console.say("Stopped. In all: " + platform.summary() + ".");
            platform.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
