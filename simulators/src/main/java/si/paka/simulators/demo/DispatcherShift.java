package si.paka.simulators.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.client.mqttv3.MqttException;
import si.paka.simulators.fleet.FleetPlan;
import si.paka.simulators.platform.CabinetTopic;
import si.paka.simulators.platform.TownPlatform;

/** The town's dispatcher, who now and then wants another level of a lamp. */
final class DispatcherShift {
    private static final Duration LASTS = Duration.ofSeconds(25);
    private static final int LEVEL = 60;

    private final TownPlatform platform;
    private final CabinetTopic cabinet;
    private final Narrator narrator;
    private final List<String> lamps;
    private final Random random;
    private int number;

    DispatcherShift(TownPlatform platform, CabinetTopic cabinet, Narrator narrator, FleetPlan plan) {
        this.platform = platform;
        this.cabinet = cabinet;
        this.narrator = narrator;
        this.lamps = plan.streets().stream()
                .flatMap(street -> street.lamps().stream())
                .toList();
        this.random = new Random(plan.seed());
    }

    /** Asks once. */
    void next() {
        String lamp = lamps.get(random.nextInt(lamps.size()));
        var request = new TownPlatform.Request(
                lamp, "dim", LEVEL, Instant.now().plus(LASTS), "dispatcher", "demonstration of a remote command");
        try {
            platform.command(cabinet, "demo-" + ++number, request);
            narrator.tell("platform asks " + lamp + " for " + LEVEL + " % during " + LASTS.toSeconds() + " s");
        } catch (MqttException e) {
            narrator.tell("platform could not send its command: " + e.getMessage());
        }
    }
}
