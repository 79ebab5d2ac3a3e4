package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.model.decision.Rank;

class DownlinksTest {
    private static final String EUI = "a84041ffff000017";

    /** Notes what was asked for; answers when the test says so. */
    private static final class TestRoute implements DownlinkRoute {
        final List<String> asked = new ArrayList<>();
        final List<CompletableFuture<String>> answers = new ArrayList<>();

        @Override
        public CompletableFuture<String> enqueue(
                PendingDownlink downlink, List<PendingDownlink> superseded, List<PendingDownlink> others) {
            asked.add(downlink.downlink().id() + " -" + ids(superseded) + " =" + ids(others));
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public CompletableFuture<Void> takeOut(
                String devEui, List<PendingDownlink> superseded, List<PendingDownlink> others) {
            asked.add("out -" + ids(superseded) + " =" + ids(others));
            return CompletableFuture.completedFuture(null);
        }

        private static List<String> ids(List<PendingDownlink> all) {
            return all.stream().map(each -> each.downlink().id()).toList();
        }
    }

    private final TestRoute route = new TestRoute();
    private final Downlinks downlinks = new Downlinks(route, Clock.systemUTC());

    private TestProgress send(String id, String subject, boolean confirmed, Duration life) {
        TestProgress progress = new TestProgress();
        Instant until = Instant.now().plus(life);
        downlinks.send(new Downlink(id, EUI, 10, new byte[1], confirmed, Rank.SCHEDULE, subject, until), progress);
        return progress;
    }

    private TestProgress send(String id, String subject) {
        return send(id, subject, false, Duration.ofMinutes(1));
    }

    @Test
    void theNewerStateReplacesTheOlderAndNamedCommandsStay() {
        TestProgress named = send("n1", "");
        route.answers.get(0).complete("q1");
        TestProgress dim = send("c1", "light");
        route.answers.get(1).complete("q2");
        TestProgress bright = send("c2", "light");
        assertEquals(List.of("n1 -[] =[]", "c1 -[] =[n1]", "c2 -[c1] =[n1]"), route.asked);
        assertEquals(List.of(Step.QUEUED, Step.SUPERSEDED), dim.steps);
        downlinks.reached(EUI, "q2", Step.TRANSMITTED, "");
        assertEquals(2, dim.steps.size(), "it is over");
        route.answers.get(2).complete("q3");
        downlinks.reached(EUI, "q3", Step.TRANSMITTED, "");
        assertEquals(List.of(Step.QUEUED, Step.TRANSMITTED), bright.steps);
        assertEquals(List.of(Step.QUEUED), named.steps);
        assertEquals(1, downlinks.waiting());
    }

    @Test
    void ofOneDeviceOneAfterTheOtherIsQueued() {
        send("c1", "");
        TestProgress second = send("c2", "");
        assertEquals(1, route.asked.size(), "the first has no answer yet");
        route.answers.get(0).completeExceptionally(new RouteException(RouteException.Kind.REFUSED, "FPort"));
        assertEquals(2, route.asked.size());
        route.answers.get(1).complete("q");
        assertEquals(List.of(Step.QUEUED), second.steps);
    }

    @Test
    void whatIsReplacedBeforeItsTurnNeverReachesTheServer() {
        send("n", "");
        TestProgress dim = send("c1", "light");
        send("c2", "light");
        route.answers.get(0).complete("q");
        assertEquals(List.of("n -[] =[]", "c2 -[c1] =[n]"), route.asked);
        assertEquals(List.of(Step.SUPERSEDED), dim.steps);
    }

    @Test
    void anEventThatIsFasterThanTheAnswerIsNotLost() {
        TestProgress progress = send("c1", "light");
        downlinks.reached(EUI, "q1", Step.TRANSMITTED, "by g");
        assertTrue(progress.steps.isEmpty());
        route.answers.get(0).complete("q1");
        assertEquals(List.of(Step.QUEUED, Step.TRANSMITTED), progress.steps);
    }

    @Test
    void refusedFailedAndExpiredEndIt() {
        TestProgress refused = send("c1", "");
        route.answers.get(0).completeExceptionally(new RouteException(RouteException.Kind.REFUSED, "no"));
        assertEquals(List.of(Step.REFUSED), refused.steps);
        TestProgress failed = send("c2", "");
        route.answers.get(1).completeExceptionally(new RouteException(RouteException.Kind.NOT_REACHED, "no"));
        assertEquals(List.of(Step.FAILED), failed.steps);
        TestProgress late = send("c3", "", true, Duration.ofMillis(30));
        route.answers.get(2).complete("q3");
        Await.until("expired", () -> late.steps.contains(Step.EXPIRED));
        Await.until("nothing waits", () -> downlinks.waiting() == 0);
        assertEquals(1, downlinks.ended(Step.EXPIRED));
    }

    @Test
    void aMulticastTakesThePlaceOfWhatWaits() {
        TestProgress dim = send("c1", "light");
        route.answers.get(0).complete("q1");
        downlinks.supersede(new Downlink(
                "c2",
                EUI,
                10,
                new byte[1],
                false,
                Rank.SCHEDULE,
                "light",
                Instant.now().plusSeconds(5)));
        assertEquals(List.of(Step.QUEUED, Step.SUPERSEDED), dim.steps);
        assertEquals("out -[c1] =[]", route.asked.get(1));
    }

    @Test
    void thereIsABoundAndItIsSaid() {
        for (int i = 0; i < Downlinks.MOST_PENDING; i++) {
            send("c" + i, "");
        }
        assertEquals(List.of(Step.FAILED), send("more", "").steps);
        downlinks.close("the connection was closed");
        assertEquals(0, downlinks.waiting());
    }
}
