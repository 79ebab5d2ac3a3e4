package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import si.paka.simulators.benchmarks.BenchHome;
import si.paka.simulators.benchmarks.LoadBroker;
import si.paka.simulators.benchmarks.Uplinks;
import si.paka.simulators.devices.coap.SenMl;
import si.paka.simulators.devices.coap.StationClient;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.mqtt.RawMqtt;

/**
 * Kills the gateway at random moments under load. Whatever it acknowledged has arrived outward in the end, in order per
 * device, each sequence once and none missing. 15 rounds; more with {@code -Dpaka.kills=200}.
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("paka.kills", 15);
    private static final long SEED = Long.getLong("paka.kills.seed", 20_261_123);
    /** More than a broker has in flight: Moquette may swap neighbours among those when it sends them again. */
    private static final int DEVICES = 20;

    private static final int FIRST_COAP = 900_000;
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(90);
    private static final String COUNTER =
            "counter,coap,counter,paka-test/counter,counter,Counter,MOV,MOV,municipal,internal,false,46.36,15.11\n";
    private static final String HEADER =
            "id,transport,address,profile,asset,name,owner,operator,jurisdiction,consent,raw,lat,lon\n";

    private final Set<Integer> expected = ConcurrentHashMap.newKeySet();
    private final Arrivals arrivals = new Arrivals();
    private final Uplinks uplinks = new Uplinks(DEVICES);
    private volatile boolean over;

    @Test
    void nothingAcknowledgedIsLost(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        Random random = new Random(SEED);
        System.out.println("kill test: " + ROUNDS + " rounds, seed " + SEED);
        try (LoadBroker broker = LoadBroker.start(folder);
                TestCabinet cabinet = new TestCabinet(folder.resolve("home"), broker.url())
                        .profiles(Path.of("src/test/resources/profiles"))
                        .profiles(Path.of("benchmarks/profiles"))
                        .start();
                RawMqtt platform = new RawMqtt(broker.port(), "kill-platform", arrivals);
                RawMqtt devices = new RawMqtt(broker.port(), "kill-devices", new RawMqtt.Listener() {});
                StationClient stations = new StationClient(cabinet.targets().stations())) {
            platform.subscribe("paka/#");
            BenchHome.register(cabinet.gateway(), DEVICES);
            cabinet.register(HEADER + COUNTER);
            assertTrue(Await.until(Duration.ofSeconds(30), () -> hello(devices)), "the path is open");
            expected.add(1);
            Thread lorawan = thread("kill-lorawan", () -> publish(devices));
            Thread coap = thread("kill-coap", () -> post(stations));
            for (int round = 0; round < ROUNDS; round++) {
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1500)).toNanos());
                cabinet.gateway().kill();
                cabinet.start();
            }
            over = true;
            lorawan.join();
            coap.join();
            boolean all = Await.until(DRAIN, () -> arrivals.hasAll(expected));
            System.out.println("kill test: " + expected.size() + " messages, " + arrivals.repeated() + " repeated, "
                    + arrivals.twice().size() + " that devices sent again themselves");
            assertTrue(
                    all,
                    () -> "never arrived, among others: " + arrivals.missing(expected) + "; faults " + arrivals.faults()
                            + "; home kept in " + folder);
            assertEquals(List.of(), arrivals.faults());
            assertEquals(
                    List.of(),
                    lorawan(arrivals.twice()),
                    "a network server's message is recognised when it comes again");
        }
    }

    private static List<Integer> lorawan(List<Integer> numbers) {
        return numbers.stream().filter(number -> number < FIRST_COAP).toList();
    }

    /** The persistent session exists once a first message has gone through. */
    private boolean hello(RawMqtt devices) {
        send(devices, 1);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        return arrivals.hasAll(Set.of(1));
    }

    private void publish(RawMqtt devices) {
        for (int number = 2; !over && number < FIRST_COAP; number++) {
            expected.add(number);
            send(devices, number);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void send(RawMqtt devices, int number) {
        try {
            byte[] body = uplinks.body(number);
            devices.publish(uplinks.topic(number), body, body.length);
            devices.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One device that posts the next number once the last was answered; only an answer counts. */
    private void post(StationClient stations) {
        for (int number = FIRST_COAP; !over; number++) {
            String body = "[{\"n\":\"seq_lo\",\"v\":%d},{\"n\":\"seq_hi\",\"v\":%d}]"
                    .formatted(number % 30_000, number / 30_000);
            boolean answered = stations.post("counter", body.getBytes(StandardCharsets.UTF_8), SenMl.JSON_FORMAT)
                    .orTimeout(
                            ANSWER.toSeconds(), TimeUnit.SECONDS) // a gateway killed behind its empty ACK never answers
                    .handle((answer, why) -> why == null && answer.isSuccess())
                    .join();
            if (answered) {
                expected.add(number);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }
}
