package si.paka.simulators.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.platform.EmbeddedBroker;

class RawMqttTest {
    @Test
    void messagesOfAllSizesArriveInOrderAndAreAcknowledged() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        AtomicInteger acknowledged = new AtomicInteger();
        try (EmbeddedBroker broker = EmbeddedBroker.start(0);
                RawMqtt out = new RawMqtt(broker.port(), "out", new RawMqtt.Listener() {
                    @Override
                    public void acknowledged(int packetId) {
                        acknowledged.incrementAndGet();
                    }
                });
                RawMqtt in = new RawMqtt(broker.port(), "in", new RawMqtt.Listener() {
                    @Override
                    public void message(byte[] buffer, int topicAt, int topicLength, int at, int length) {
                        assertEquals("t/1", new String(buffer, topicAt, topicLength, StandardCharsets.UTF_8));
                        sizes.add(length);
                    }
                })) {
            in.subscribe("t/#");
            byte[] topic = "t/1".getBytes(StandardCharsets.UTF_8);
            assertTrue(Await.until(Duration.ofSeconds(5), () -> probe(out, topic, sizes)));
            sizes.clear();
            List<Integer> sent = List.of(1, 100, 127, 128, 20_000, 400_000, 5);
            for (int size : sent) {
                out.publish(topic, new byte[size], size);
            }
            out.flush();
            assertTrue(Await.until(
                    Duration.ofSeconds(10), () -> withoutProbes(sizes).size() >= sent.size()));
            assertEquals(sent, withoutProbes(sizes));
            assertTrue(Await.until(Duration.ofSeconds(5), () -> acknowledged.get() > sent.size()));
        }
    }

    private static List<Integer> withoutProbes(List<Integer> sizes) {
        return sizes.stream().filter(size -> size != 0).toList();
    }

    /** The subscription is in force once an empty message comes back. */
    private static boolean probe(RawMqtt out, byte[] topic, List<Integer> sizes) {
        try {
            out.publish(topic, new byte[0], 0);
            out.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return !sizes.isEmpty();
    }
}
