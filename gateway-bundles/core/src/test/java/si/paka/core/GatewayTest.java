package si.paka.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static si.paka.core.TestCabinet.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Rank;
import si.paka.model.device.Consent.Scope;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.IngestRefusedException;
import si.paka.model.port.Receipt;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.UplinkFeed;

/** The path, end to end, with hand-made neighbours. */
class GatewayTest {
    private static final DeviceId LAMP = new DeviceId("lamp-1");

    private static List<String> topics(TestCabinet cabinet, JournalStream stream) {
        List<String> topics = new ArrayList<>();
        try (UplinkFeed.Reader reader = cabinet.gateway.feed().open("dpv", stream, 0)) {
            reader.next(100).forEach(message -> topics.add(message.topic()));
        }
        return topics;
    }

    @Test
    void aMessageBecomesAnObservationAndWaitsForThePlatform() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            Receipt receipt = cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=41.5"))
                    .join();
            assertEquals(Receipt.Kind.STORED, receipt.kind());
            assertEquals("", receipt.decoded().join());
            await("the twin", () -> cabinet.gateway.twin().find(LAMP).isPresent());
            await("a number", () -> cabinet.gateway.feed().lastSequence("dpv") == 1);
            await(
                    "the publication",
                    () -> topics(cabinet, JournalStream.TELEMETRY).equals(List.of("obs/Streetlight/asset-lamp-1")));
        }
    }

    @Test
    void openDataIsPublishedTwiceAndNumberedOnce() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.OPEN);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("a number", () -> cabinet.gateway.feed().lastSequence("dpv") == 1);
            await(
                    "both",
                    () -> topics(cabinet, JournalStream.TELEMETRY)
                            .equals(List.of("obs/Streetlight/asset-lamp-1", "open/Streetlight/asset-lamp-1")));
        }
    }

    @Test
    void withoutConsentNothingLeaves() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.NONE);
            Receipt receipt = cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            receipt.decoded().join();
            await(
                    "the record",
                    () -> !cabinet.journal.records(JournalRecord.Observed.class).isEmpty());
            assertEquals(List.of(), topics(cabinet, JournalStream.TELEMETRY));
            assertEquals(0, cabinet.gateway.feed().lastSequence("dpv"));
        }
    }

    @Test
    void consentThatIsWithdrawnStopsWhatIsStillWaiting() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("a number", () -> cabinet.gateway.feed().lastSequence("dpv") == 1);
            cabinet.approve("lamp-1", Scope.NONE);
            assertEquals(List.of(), topics(cabinet, JournalStream.TELEMETRY));
        }
    }

    @Test
    void aDeviceThatNobodyApprovedIsCountedAndKeptAside() {
        try (TestCabinet cabinet = new TestCabinet()) {
            Receipt receipt = cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("stranger", "m1", "power=1"))
                    .join();
            assertEquals(Receipt.Kind.KEPT_ASIDE, receipt.kind());
            assertEquals(1, cabinet.gateway.register().listWaiting().get(0).messages());
            assertTrue(cabinet.journal.records(JournalRecord.Accepted.class).isEmpty());
        }
    }

    @Test
    void aMessageThatComesAgainIsProcessedOnce() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            Receipt again = cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            assertEquals(Receipt.Kind.DUPLICATE, again.kind());
            assertEquals(
                    1, cabinet.journal.records(JournalRecord.Accepted.class).size());
        }
    }

    @Test
    void whatCannotBeDecodedIsSaidAndDisturbsNothing() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            for (int i = 0; i < 3; i++) {
                Receipt receipt = cabinet.gateway
                        .ingest()
                        .accept(cabinet.message("lamp-1", "m" + i, "bad"))
                        .join();
                assertEquals(
                        "payload is \"bad\", expected property=number",
                        receipt.decoded().join());
            }
            await(
                    "an alarm",
                    () -> cabinet.gateway.alarms().list().stream()
                            .anyMatch(alarm -> alarm.kind().equals("device-unreadable")));
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "ok", "power=1"))
                    .join();
            await("all clear", () -> cabinet.gateway.alarms().list().isEmpty());
        }
    }

    @Test
    void aFullJournalRefusesAndNothingIsAcknowledged() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.journal.full(true);
            CompletionException refused = assertThrows(
                    CompletionException.class,
                    () -> cabinet.gateway
                            .ingest()
                            .accept(cabinet.message("lamp-1", "m1", "power=1"))
                            .join());
            assertTrue(refused.getCause() instanceof IngestRefusedException);
            cabinet.journal.full(false);
            assertEquals(
                    Receipt.Kind.STORED,
                    cabinet.gateway
                            .ingest()
                            .accept(cabinet.message("lamp-1", "m1", "power=1"))
                            .join()
                            .kind());
        }
    }

    @Test
    void presenceBringsFullLightAndAnOverrideBeatsIt() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "presence=1"))
                    .join();
            await("full light", () -> cabinet.levelsSent().contains(100));
            cabinet.gateway
                    .overrides()
                    .set(LAMP, new DimmingLevel(40), "ana", "glare", TestCabinet.NOON.plusSeconds(600))
                    .join();
            await("the override", () -> cabinet.levelsSent().contains(40));
            var why = cabinet.gateway.decisions().current(LAMP).orElseThrow();
            assertEquals(Rank.OPERATOR_OVERRIDE, why.winner().rank());
            assertEquals("user:ana", why.winner().source());
            assertEquals(
                    List.of(Rank.ROAD_USER_SAFETY, Rank.SCHEDULE),
                    why.losers().stream().map(loser -> loser.rank()).toList());
        }
    }

    @Test
    void controlReturnsToTheRulesWhenTheOverrideEnds() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            cabinet.gateway
                    .overrides()
                    .set(LAMP, new DimmingLevel(40), "ana", "glare", TestCabinet.NOON.plusSeconds(60));
            await("the override", () -> cabinet.levelsSent().contains(40));
            cabinet.clock.advance(Duration.ofMinutes(2));
            await("the schedule", () -> cabinet.lastLevelSent() == 80);
            assertTrue(cabinet.gateway.overrides().list().isEmpty());
        }
    }

    @Test
    void onlyChangesAreSentAndARestartedLampIsToldAgain() {
        try (TestCabinet cabinet = new TestCabinet()) {
            var device = cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("the schedule", () -> cabinet.levelsSent().equals(List.of(80)));
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m2", "presence=0"))
                    .join();
            await("the news", () -> cabinet.gateway.feed().lastSequence("dpv") == 2);
            assertEquals(List.of(80), cabinet.levelsSent());
            cabinet.gateway.ingest().heard(device.address(), "", true, Map.of(), cabinet.clock.instant());
            await("telling again", () -> cabinet.levelsSent().equals(List.of(80, 80)));
        }
    }

    @Test
    void aCommandThatFailsIsTriedAgainAfterAPause() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.answer = Outcome.State.FAILED;
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("a try", () -> cabinet.commands.size() == 1);
            cabinet.answer = Outcome.State.APPLIED;
            cabinet.clock.advance(Duration.ofSeconds(3));
            await("another", () -> cabinet.commands.size() == 2);
        }
    }

    @Test
    void thePlatformsRequestIsAppliedOnceAndAnsweredTwice() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            List<String> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
            RemoteCommands.Request dim = request("r1", "dispatcher", "dim", 55);
            cabinet.gateway.remote().handle(dim, result -> outcomes.add(result.outcome()));
            await("both answers", () -> outcomes.equals(List.of("accepted", "applied")));
            cabinet.gateway.remote().handle(dim, result -> outcomes.add(result.outcome()));
            await("the stored one", () -> outcomes.equals(List.of("accepted", "applied", "applied")));
            assertEquals(
                    1,
                    cabinet.levelsSent().stream().filter(level -> level == 55).count());
        }
    }

    @Test
    void aNewerRequestOfThePlatformTakesTheOlderOnesPlace() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            List<String> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
            cabinet.answer = Outcome.State.FAILED;
            for (String id : List.of("r1", "r2")) {
                cabinet.gateway
                        .remote()
                        .handle(
                                request(id, "dispatcher", "dim", 30),
                                result -> outcomes.add(result.requestId() + " " + result.outcome()));
            }
            await("both answers", () -> outcomes.size() == 3);
            assertTrue(outcomes.contains("r1 expired"), outcomes::toString);
            assertFalse(outcomes.contains("r2 expired"), outcomes::toString);
        }
    }

    @Test
    void aLuminairesLevelIsDecidedAndNotCommanded() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            var outcome = cabinet.gateway
                    .commands()
                    .send(LAMP, "dimmingLevel", Map.of("value", 10), "ana")
                    .join();
            assertEquals(Outcome.State.REJECTED, outcome.state());
            assertTrue(outcome.reason().contains("override"), outcome.reason());
        }
    }

    @Test
    void whoHasNoGrantIsRefusedWithTheReason() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            List<String> reasons = new java.util.concurrent.CopyOnWriteArrayList<>();
            cabinet.gateway.remote().handle(request("r1", "mallory", "dim", 0), result -> reasons.add(result.reason()));
            await("an answer", () -> !reasons.isEmpty());
            assertTrue(reasons.get(0).startsWith("issuedBy is \"mallory\""), reasons.get(0));
        }
    }

    private static RemoteCommands.Request request(String id, String by, String command, int level) {
        return new RemoteCommands.Request(
                id,
                "dpv",
                "asset-lamp-1",
                command,
                Map.of("value", level),
                TestCabinet.NOON.plusSeconds(600),
                by,
                "test");
    }

    @Test
    void whatWasAcceptedButNotFinishedIsFinishedAfterARestart() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        try (TestCabinet cabinet = new TestCabinet(journal)) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("a number", () -> cabinet.gateway.feed().lastSequence("dpv") == 1);
            journal.append(new JournalRecord.Accepted(cabinet.message("lamp-1", "m2", "power=2")));
        }
        try (TestCabinet cabinet = new TestCabinet(journal)) {
            await("the second number", () -> cabinet.gateway.feed().lastSequence("dpv") == 2);
            Receipt again = cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m2", "power=2"))
                    .join();
            assertEquals(Receipt.Kind.DUPLICATE, again.kind());
            await(
                    "its record",
                    () -> journal.records(JournalRecord.Observed.class).size() == 2);
        }
    }

    @Test
    void eventsGoUpWithTheirSeverity() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.gateway
                    .overrides()
                    .set(LAMP, new DimmingLevel(40), "ana", "čiščenje", TestCabinet.NOON.plusSeconds(60));
            try (UplinkFeed.Reader reader = cabinet.gateway.feed().open("dpv", JournalStream.LEDGER, 0)) {
                UplinkFeed.Message event = reader.next(10).get(0);
                assertEquals("event/info/operator-override", event.topic());
                assertTrue(new String(event.payload(), StandardCharsets.UTF_8).contains("čiščenje"));
            }
        }
    }

    @Test
    void aSilentDeviceRaisesAnAlarmThatEndsWhenItIsHeard() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.clock.advance(Duration.ofHours(2));
            await(
                    "an alarm",
                    () -> cabinet.gateway.alarms().list().stream()
                            .anyMatch(alarm -> alarm.id().equals("device-silent:lamp-1")));
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "power=1"))
                    .join();
            await("silence over", () -> cabinet.gateway.alarms().list().isEmpty());
        }
    }

    @Test
    void anAggregateSpeaksThroughTheJournalLikeAnyDevice() {
        try (TestCabinet cabinet = new TestCabinet()) {
            cabinet.approve(
                    "group-1",
                    Transport.DERIVED,
                    TestCabinet.GROUP,
                    Scope.INTERNAL,
                    Map.of("members", "lamp-1,lamp-2"));
            cabinet.approve("lamp-1", Scope.INTERNAL);
            cabinet.approve("lamp-2", Scope.INTERNAL);
            cabinet.gateway
                    .ingest()
                    .accept(cabinet.message("lamp-1", "m1", "dimmingLevel=0.5"))
                    .join();
            cabinet.clock.advance(Duration.ofSeconds(20));
            String told =
                    "[{\"n\":\"lampsOn\",\"v\":1.0},{\"n\":\"lampsOff\",\"v\":0.0},{\"n\":\"lampsUnknown\",\"v\":1.0},"
                            + "{\"n\":\"powerState\",\"vb\":true},{\"n\":\"dimmingLevel\",\"v\":0.5}]";
            await(
                    "what the group says",
                    () -> cabinet.journal.records(JournalRecord.Accepted.class).stream()
                            .map(JournalRecord.Accepted::message)
                            .filter(message -> message.source().transport() == Transport.DERIVED)
                            .anyMatch(message -> new String(message.payload(), StandardCharsets.UTF_8).equals(told)));
        }
    }
}
