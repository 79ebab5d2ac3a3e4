package si.paka.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.UplinkFeed;

class StreamPumpTest {
    private static final class ListFeed implements UplinkFeed {
        final List<Message> all = new ArrayList<>();

        void add(long position, boolean last, long sequence) {
            OptionalLong number = sequence == 0 ? OptionalLong.empty() : OptionalLong.of(sequence);
            all.add(new Message(position, last, number, "obs/T/a", new byte[0]));
        }

        @Override
        public Reader open(String target, JournalStream stream, long after) {
            List<Message> left = new ArrayList<>(
                    all.stream().filter(m -> m.position() > after).toList());
            return new Reader() {
                @Override
                public List<Message> next(int limit) {
                    List<Message> some = List.copyOf(left);
                    left.clear();
                    return some;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public long lastSequence(String target) {
            return all.size();
        }

        @Override
        public AutoCloseable listen(Runnable listener) {
            return () -> {};
        }

        @Override
        public void targets(List<String> targets) {}
    }

    private final ListFeed feed = new ListFeed();

    private StreamPump pump(long acknowledged, long sequence) {
        StreamPump pump = new StreamPump(JournalStream.TELEMETRY, acknowledged, sequence);
        pump.rewind(feed, "dpv");
        return pump;
    }

    @Test
    void positionMovesOnlyOverWhatIsAcknowledgedWithoutAGap() {
        feed.add(10, true, 1);
        feed.add(20, true, 2);
        feed.add(30, true, 3);
        StreamPump pump = pump(0, 0);
        List<StreamPump.Slot> slots = new ArrayList<>();
        while (pump.peek() != null) {
            slots.add(pump.take());
        }
        slots.get(1).acknowledged = true; // the broker may answer in any order
        assertEquals(0, pump.settle());
        slots.get(0).acknowledged = true;
        assertEquals(2, pump.settle());
        assertEquals(20, pump.acknowledged());
        assertEquals(2, pump.acknowledgedSequence());
    }

    @Test
    void aRecordCountsWhenItsLastPublicationDoes() {
        feed.add(10, false, 1);
        feed.add(10, true, 0);
        StreamPump pump = pump(0, 0);
        pump.peek();
        pump.take().acknowledged = true;
        pump.settle();
        assertEquals(0, pump.acknowledged());
        pump.peek();
        pump.take().acknowledged = true;
        pump.settle();
        assertEquals(10, pump.acknowledged());
    }

    @Test
    void afterALossWhatHadNoAnswerComesAgainInOrder() {
        feed.add(10, true, 1);
        feed.add(20, true, 2);
        StreamPump pump = pump(0, 0);
        pump.peek();
        pump.take().acknowledged = true;
        pump.peek();
        pump.take();
        pump.settle();
        pump.rewind(feed, "dpv");
        assertEquals(2, pump.peek().sequence().orElseThrow());
        assertEquals(0, pump.inFlight());
    }

    @Test
    void missingNumbersAreAnnouncedFirst() {
        feed.add(50, true, 8);
        StreamPump pump = pump(40, 4);
        UplinkFeed.Message announced = pump.peek();
        assertEquals("event/warning/telemetry-dropped", announced.topic());
        assertEquals("{\"from\":5,\"to\":7,\"count\":3}", new String(announced.payload(), StandardCharsets.UTF_8));
        pump.take();
        assertEquals(8, pump.peek().sequence().orElseThrow());
        pump.take();
        assertNull(pump.peek());
    }

    @Test
    void pausesGrowAndStayBounded() {
        Backoff backoff = new Backoff(() -> 0.5);
        long before = 0;
        for (int i = 0; i < 20; i++) {
            long pause = backoff.next().toMillis();
            assertTrue(pause >= before && pause <= 60_000, "pause " + pause);
            before = pause;
        }
        backoff.succeeded();
        assertEquals(375, backoff.next().toMillis());
    }

    @Test
    void settingsThatCannotBeAreNamedWithoutTheirSecrets() {
        assertTrue(wrong(Map.of("uplink.dpv.url", "http://user:secret@host"))
                .startsWith("uplink.dpv.url is not understood"));
        assertTrue(wrong(Map.of("uplink.dpv.inflight", "5")).startsWith("uplink.dpv.url is missing"));
        assertEquals(
                "uplink.dpv.inflight is 0, expected 1..1000",
                wrong(Map.of("uplink.dpv.url", "mqtt://h", "uplink.dpv.inflight", "0")));
        assertTrue(wrong(Map.of("uplink.dpv.ulr", "mqtt://h")).startsWith("there is no setting uplink.dpv.ulr"));
        TargetSettings good = TargetSettings.read(Map.of("uplink.dpv.url", "mqtts://ana:g%C5%A1@host"), "c")
                .get("dpv");
        assertEquals("ssl://host:8883", good.serverUri());
        assertEquals("ana", good.user().orElseThrow());
    }

    private static String wrong(Map<String, Object> settings) {
        String said = assertThrows(IllegalArgumentException.class, () -> TargetSettings.read(settings, "c"))
                .getMessage();
        assertTrue(!said.contains("secret"), said);
        return said;
    }

    @Test
    void aCommandIsReadOrRefusedWithTheReason() {
        String good = "{\"target\":\"lamp-1\",\"command\":\"dim\",\"value\":40,\"expiresAt\":\"2026-11-22T18:00:00Z\","
                + "\"issuedBy\":\"dispatcher\",\"reason\":\"č\"}";
        assertEquals(40, CommandTopic.read("dpv", "r-1", bytes(good)).value().get("value"));
        for (String bad : List.of(
                "", "[]", "{", good.replace("lamp-1", ""), good.replace("T18", " 18"), good.replace("40", "[1]"))) {
            assertThrows(IllegalArgumentException.class, () -> CommandTopic.read("dpv", "r-1", bytes(bad)), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> CommandTopic.read("dpv", "a b", bytes(good)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
