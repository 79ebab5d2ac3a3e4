package si.paka.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import si.paka.uplink.PlatformConnection.ConnectException;

/** The target against a platform made by hand, which answers as the test likes. */
class TargetTest {
    private static final String ROOT = "paka/1/velenje/k-1/";

    private record Sent(String topic, String body, Consumer<Boolean> answered) {}

    /** A connection that keeps what it gets; answers at once, or when told. */
    private static final class HandMade implements PlatformConnection {
        final List<Sent> sent = new CopyOnWriteArrayList<>();
        final Events events;
        final int most;
        volatile boolean atOnce;
        volatile boolean closed;

        HandMade(Events events, int most, boolean atOnce) {
            this.events = events;
            this.most = most;
            this.atOnce = atOnce;
        }

        @Override
        public int most() {
            return most;
        }

        @Override
        public boolean publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered) {
            Sent one = new Sent(topic.substring(ROOT.length()), new String(payload, StandardCharsets.UTF_8), answered);
            sent.add(one);
            if (atOnce || topic.endsWith("/status")) {
                answered.accept(true);
            }
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }

        List<Sent> measured() {
            return sent.stream().filter(one -> one.topic().startsWith("obs/")).toList();
        }

        List<String> numbers() {
            return measured().stream().map(Sent::body).toList();
        }
    }

    private final TestCabinet cabinet = new TestCabinet();
    private final List<HandMade> connections = new CopyOnWriteArrayList<>();
    private volatile boolean atOnce;
    private volatile int most = 1_000;
    private Target target;

    private void start(String... settings) {
        target = cabinet.target(
                "mqtt://platform",
                (willTopic, will, commands, events) -> {
                    HandMade next = new HandMade(events, most, atOnce);
                    connections.add(next);
                    return next;
                },
                settings);
    }

    private HandMade connection(int number) {
        Await.until("connection " + number, () -> connections.size() > number);
        return connections.get(number);
    }

    @AfterEach
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void theWindowStaysRightWhenThePlatformAnswersBeforePublishReturns() {
        atOnce = true;
        start("inflight", "3");
        cabinet.measure(1, 1_000);
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        assertEquals(numbers(1, 1_000), connection(0).numbers());
        assertEquals(0, target.figures().inFlight());
        target.close();
        assertEquals("{\"position\":10000,\"sequence\":1000}", cabinet.stateOf("dpv.telemetry"));
    }

    @Test
    void noMoreThanTheWindowIsUnanswered() {
        start("inflight", "4");
        cabinet.measure(1, 10);
        HandMade platform = connection(0);
        Await.until("the window is full", () -> platform.measured().size() == 4);
        platform.measured().get(0).answered().accept(true);
        Await.until("one more", () -> platform.measured().size() == 5);
        assertEquals(numbers(1, 5), platform.numbers());
    }

    @Test
    void theBrokersOwnLimitHoldsToo() {
        most = 2;
        start("inflight", "100");
        cabinet.measure(1, 10);
        HandMade platform = connection(0);
        Await.until("the broker's window is full", () -> platform.measured().size() == 2);
        platform.measured().forEach(one -> one.answered().accept(true));
        Await.until("two more", () -> platform.measured().size() == 4);
    }

    @Test
    void whatHadNoAnswerIsSentAgainInOrderAndLateAnswersDoNotCount() {
        start("inflight", "10");
        cabinet.measure(1, 5);
        HandMade first = connection(0);
        Await.until("sent", () -> first.measured().size() == 5);
        first.measured().get(0).answered().accept(true);
        first.measured().get(2).answered().accept(true); // behind one without an answer
        first.events.lost("cable cut");
        HandMade second = connection(1);
        Await.until("sent again", () -> second.measured().size() == 4);
        assertEquals(numbers(2, 5), second.numbers());
        assertTrue(first.closed);
        first.measured().get(1).answered().accept(false); // the old connection gives up its publications late
        first.events.lost("late");
        second.measured().forEach(one -> one.answered().accept(true));
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        assertEquals(2, connections.size(), "the new connection is not blamed");
        assertEquals(4, target.figures().repeated());
        target.close();
        assertEquals("{\"position\":50,\"sequence\":5}", cabinet.stateOf("dpv.telemetry"));
    }

    @Test
    void theNextRunBeginsBehindWhatWasAcknowledged() {
        atOnce = true;
        start();
        cabinet.measure(1, 3);
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        target.close();
        cabinet.measure(4, 5);
        start();
        HandMade second = connection(1);
        Await.until("the rest", () -> second.measured().size() == 2);
        assertEquals(numbers(4, 5), second.numbers());
    }

    @Test
    void eventsGoBeforeTelemetry() {
        cabinet.measure(1, 3);
        cabinet.raise(7, "bin-tilted");
        start("inflight", "2");
        HandMade platform = connection(0);
        Await.until("the window is full", () -> platform.sent.size() == 3);
        assertEquals("status", platform.sent.get(0).topic());
        assertEquals("event/warning/bin-tilted", platform.sent.get(1).topic());
        assertEquals("1", platform.sent.get(2).body());
    }

    @Test
    void aGapIsAnnouncedBeforeWhatFollowsIt() {
        atOnce = true;
        cabinet.measure(1, 2);
        cabinet.measure(6, 6);
        start();
        Await.until("all are acknowledged", () -> target.backlog() == 0);
        List<Sent> sent = connection(0).sent;
        assertEquals("event/warning/telemetry-dropped", sent.get(3).topic());
        assertEquals("{\"from\":3,\"to\":5,\"count\":3}", sent.get(3).body());
        assertEquals("6", sent.get(4).body());
        assertEquals(1, target.figures().gaps());
    }

    @Test
    void aResultWithoutAnAnswerIsSentAgain() {
        start();
        HandMade first = connection(0);
        String command =
                "{\"target\":\"lamp-1\",\"command\":\"dim\",\"value\":40,\"expiresAt\":\"2026-11-22T18:00:00Z\","
                        + "\"issuedBy\":\"dispatcher\"}";
        first.events.arrived(ROOT + "cmd/r-1", command.getBytes(StandardCharsets.UTF_8), false);
        Await.until("two results", () -> results(first).size() == 2);
        first.sent.get(1).answered().accept(true);
        first.events.lost("cable cut");
        HandMade second = connection(1);
        Await.until("one result", () -> results(second).size() == 1);
        assertTrue(results(second).get(0).contains("applied"), results(second).get(0));
    }

    @Test
    void whatIsNoCommandIsRefusedAndNothingElseDisturbed() {
        atOnce = true;
        start();
        HandMade platform = connection(0);
        String good = "{\"target\":\"lamp-1\",\"command\":\"dim\",\"value\":40,\"expiresAt\":\"2026-11-22T18:00:00Z\","
                + "\"issuedBy\":\"dispatcher\"}";
        List<String> bad = List.of(
                "",
                "[]",
                "{",
                "x".repeat(10_000),
                good.replace("lamp-1", ""),
                good.replace("\"target\"", "\"tgt\""),
                good.replace("dim", "d".repeat(201)),
                good.replace("T18", " 18"),
                good.replace("40", "{\"level\":40}"),
                good.replace("dispatcher\"", "dispatcher\",\"reason\":7"),
                good.replace("dispatcher\"", "dispatcher\",\"reason\":\"" + "x".repeat(501) + "\""));
        for (String one : bad) {
            platform.events.arrived(ROOT + "cmd/r-1", one.getBytes(StandardCharsets.UTF_8), false);
        }
        platform.events.arrived(ROOT + "cmd/r-2", good.getBytes(StandardCharsets.UTF_8), true);
        platform.events.arrived(ROOT + "cmd/r 3", good.getBytes(StandardCharsets.UTF_8), false);
        platform.events.arrived(ROOT + "cmd/", good.getBytes(StandardCharsets.UTF_8), false);
        assertTrue(cabinet.requests.isEmpty());
        platform.events.arrived(
                ROOT + "cmd/r-4", good.replace("dim", "explode").getBytes(StandardCharsets.UTF_8), false);
        int expected = bad.size() + 2;
        Await.until("the results", () -> results(platform).size() == expected);
        assertTrue(results(platform).stream().allMatch(body -> body.startsWith("{\"outcome\":\"rejected\"")));
        assertTrue(results(platform).get(bad.size()).contains("a retained command is refused"));
        assertFalse(platform.closed);
        assertEquals(expected + 2, target.figures().refusedCommands());
        assertEquals(1, connections.size());
    }

    private static List<String> results(HandMade platform) {
        return platform.sent.stream()
                .filter(one -> one.topic().startsWith("cmd-result/"))
                .map(Sent::body)
                .toList();
    }

    @Test
    void triesOnAndSaysWhyWhileThereIsNoConnection() {
        target = cabinet.target("mqtt://platform", (willTopic, will, commands, events) -> {
            throw new ConnectException(new IllegalStateException("no route"));
        });
        cabinet.measure(1, 3);
        Await.until("it says so", () -> target.problem().equals("not connected: no route"));
        assertEquals(3, target.backlog());
    }
}
