package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.time.Duration;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.mqtt.RawMqtt;

/** Lets each of many devices report once, and waits for all of them to arrive. */
final class ManyDevices {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ManyDevices() {}

    static void reportOnce(int south, int north, int devices) throws IOException {
        Uplinks uplinks = new Uplinks(devices);
        Collector collector = new Collector(0, devices, devices, any -> {});
        try (RawMqtt in = new RawMqtt(north, "bench-many-in", collector);
                RawMqtt out = new RawMqtt(south, "bench-many-out", new RawMqtt.Listener() {})) {
            in.subscribe("paka/#");
            for (int i = 0; i < devices; i++) {
                byte[] body = uplinks.body(i);
                collector.sent(i);
                out.publish(uplinks.topic(i), body, body.length);
            }
            out.flush();
            if (!Await.until(PATIENCE, () -> collector.received() >= devices)) {
                throw new IOException("only " + collector.received() + " of " + devices + " devices' reports arrived");
            }
        }
    }
}
