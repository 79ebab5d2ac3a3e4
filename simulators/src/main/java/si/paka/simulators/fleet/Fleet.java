package si.paka.simulators.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.simulators.devices.coap.AirStation;
import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.devices.lorawan.LoRaWanDevice;
import si.paka.simulators.devices.lorawan.NetworkServer;
import si.paka.simulators.devices.lorawan.ParkingBay;
import si.paka.simulators.devices.lorawan.WasteContainer;
import si.paka.simulators.devices.lwm2m.LampClient;
import si.paka.simulators.town.Town;
import si.paka.simulators.town.TownEvent;

/** Keeps all devices of a town at work until it is closed. */
public final class Fleet implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration REPORT = Duration.ofSeconds(45);
    private static final Duration MEAN_GAP = Duration.ofSeconds(100);
    /** At pace 1 people move this much faster than life, so that something happens. */
    private static final double TOWN_SPEED = 2;

    private final FleetPlan plan;
    private final FleetTargets targets;
    private final double pace;
    private final FleetListener listener;
    private final Random random;
    private final Map<String, LampClient> lamps = new LinkedHashMap<>();
    private final ScheduledExecutorService work = executor("paka-sim", 2);
    private final ScheduledExecutorService lampWork = executor("paka-sim-lamps", 4);
    private final NetworkServer network;
    private final StationClient stations;
    private final Town town;

    /** @param pace 0.1..100; 1 is a lively street, sensors reporting about every 45 s */
    public Fleet(FleetPlan plan, FleetTargets targets, double pace, FleetListener listener) throws MqttException {
        if (!(pace >= 0.1 && pace <= 100)) {
            throw new IllegalArgumentException("pace is " + pace + ", expected 0.1..100");
        }
        this.plan = plan;
        this.targets = targets;
        this.pace = pace;
        this.listener = listener;
        this.random = new Random(plan.seed());
        this.network = new NetworkServer(targets.broker(), "town", Clock.systemUTC(), plan.seed());
        this.stations = new StationClient(targets.stations());
        this.town = new Town(plan.streets(), MEAN_GAP, plan.seed());
    }

    /** Switches everything on. */
    public Fleet start() {
        int number = 0;
        for (SimDevice device : plan.devices()) {
            long seed = plan.seed() * 1000 + number++;
            switch (device.kind()) {
                case LAMP -> startLamp(device);
                case CONTAINER -> startContainer(new WasteContainer(device.address(), device.id(), seed));
                case BAY -> startBay(new ParkingBay(device.address(), device.id(), seed));
                case STATION -> startStation(device.id(), device.address(), new AirStation(seed), number % 2 == 0);
            }
        }
        every(TICK, TICK, this::tick);
        return this;
    }

    public Map<String, LampClient> lamps() {
        return Map.copyOf(lamps);
    }

    @Override
    public void close() {
        work.shutdownNow();
        lamps.values().parallelStream().forEach(LampClient::close);
        lampWork.shutdownNow();
        stations.close();
        network.close();
    }

    private void startLamp(SimDevice device) {
        String uri = device.psk().isEmpty() ? targets.coap() : targets.coaps();
        lamps.put(
                device.id(),
                new LampClient(
                        device.address(),
                        uri,
                        device.psk(),
                        lampWork,
                        level -> listener.commanded(device.id(), level)));
    }

    private void startContainer(WasteContainer container) {
        report(container, () -> listener.filled(container.name(), container.fillLevel()));
    }

    private void startBay(ParkingBay bay) {
        report(bay, () -> listener.parked(bay.name(), bay.isOccupied()));
    }

    private void report(LoRaWanDevice device, Runnable afterwards) {
        network.join(device);
        every(soon(), interval(), () -> {
            network.report(device);
            afterwards.run();
        });
        every(soon(), interval().multipliedBy(10), () -> network.status(device));
    }

    private void startStation(String id, String address, AirStation station, boolean cbor) {
        every(
                soon(),
                interval(),
                () -> stations.report(address, station, cbor, Clock.systemUTC().instant())
                        .thenAccept(answer -> listener.measured(id, answer)));
    }

    private void tick() {
        for (TownEvent event : town.advance(scaled(TICK, TOWN_SPEED * pace))) {
            if (event instanceof TownEvent.Presence presence) {
                lamps.get(presence.lamp()).sense(presence.somebody());
            }
            listener.town(event);
        }
        lamps.values().forEach(lamp -> lamp.advance(TICK));
    }

    private Duration interval() {
        return scaled(REPORT, 1 / pace);
    }

    /** The first reports are spread over one interval. */
    private Duration soon() {
        return scaled(interval(), random.nextDouble());
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos((long) (time.toNanos() * factor));
    }

    private void every(Duration first, Duration interval, Runnable step) {
        work.scheduleAtFixedRate(
                guarded(step), first.toMillis(), Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** One device that fails must not stop the others, nor itself for good. */
    private static Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.warn("a simulated device failed", e);
            }
        };
    }

    private static ScheduledExecutorService executor(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newScheduledThreadPool(threads, factory);
    }
}
