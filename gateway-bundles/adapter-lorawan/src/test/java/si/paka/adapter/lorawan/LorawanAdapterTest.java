package si.paka.adapter.lorawan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Outcome.State;
import si.paka.model.decision.Rank;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;

class LorawanAdapterTest {
    private static final Instant NOW = Instant.parse("2026-06-01T20:00:00Z");

    private final FakeServer own = new FakeServer("own", "0000000000000001");
    private final FakeServer other = new FakeServer("other", "0000000000000002");
    private final LorawanAdapter adapter = new LorawanAdapter(List.of(own, other), Clock.fixed(NOW, ZoneOffset.UTC));

    private static final class FakeServer implements NetworkServer {
        final String name;
        final String devEui;
        final List<Downlink> downlinks = new ArrayList<>();
        DownlinkProgress progress;

        FakeServer(String name, String devEui) {
            this.name = name;
            this.devEui = devEui;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start(NetworkEvents events) {
            // it tells nothing
        }

        @Override
        public boolean serves(String asked) {
            return asked.equals(devEui);
        }

        @Override
        public void send(Downlink downlink, DownlinkProgress to) {
            downlinks.add(downlink);
            progress = to;
        }

        @Override
        public String problem() {
            return "";
        }

        @Override
        public Optional<RadioHealth> radioHealth(String asked) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private CompletableFuture<Outcome> send(String id, String devEui, EncodedCommand content, Instant expiresAt) {
        Device device = new Device(
                new DeviceId("lamp-1"),
                new DeviceAddress(Transport.LORAWAN, devEui),
                new ProfileId("v/lamp"),
                new AssetId("lamp-1"),
                "",
                "mov",
                "mov",
                "municipal",
                new Consent(Consent.Scope.NONE, false, NOW, "ana"),
                Optional.empty(),
                Map.of(),
                NOW,
                "ana");
        return adapter.send(new Command(id, device, content, Rank.FLOW, "test", expiresAt));
    }

    private static EncodedCommand payload(boolean confirmed) {
        return new EncodedCommand.Downlink(10, new byte[] {1}, confirmed);
    }

    @Test
    void eachDeviceThroughTheServerThatHoldsIt() {
        send("c1", other.devEui, payload(false), NOW.plusSeconds(30));
        assertEquals(0, own.downlinks.size());
        assertEquals(other.devEui, other.downlinks.get(0).devEui());
    }

    @Test
    void whatWasDecidedReplacesWhatWasDecidedBeforeAndNamedCommandsDoNot() {
        send("c1", own.devEui, payload(false), NOW.plusSeconds(30));
        send("n1", own.devEui, payload(false), NOW.plusSeconds(30));
        assertFalse(own.downlinks.get(0).subject().isEmpty());
        assertEquals("", own.downlinks.get(1).subject());
    }

    @Test
    void anUnconfirmedOneIsSentOnceItWasOnAir() {
        CompletableFuture<Outcome> outcome = send("c1", own.devEui, payload(false), NOW.plusSeconds(30));
        own.progress.reached(Step.QUEUED, "", NOW);
        assertFalse(outcome.isDone());
        own.progress.reached(Step.TRANSMITTED, "by x", NOW);
        assertEquals(new Outcome(State.SENT, "own: by x", NOW), outcome.join());
    }

    @Test
    void aConfirmedOneIsAppliedOnceTheDeviceSaysSo() {
        CompletableFuture<Outcome> outcome = send("c1", own.devEui, payload(true), NOW.plusSeconds(30));
        own.progress.reached(Step.TRANSMITTED, "", NOW);
        assertFalse(outcome.isDone());
        own.progress.reached(Step.ACKNOWLEDGED, "", NOW);
        assertEquals(State.APPLIED, outcome.join().state());
    }

    @Test
    void howItEnds() {
        Map<Step, State> expected = Map.of(
                Step.NOT_ACKNOWLEDGED, State.FAILED,
                Step.EXPIRED, State.EXPIRED,
                Step.SUPERSEDED, State.FAILED,
                Step.REFUSED, State.REJECTED,
                Step.FAILED, State.FAILED);
        expected.forEach((step, state) -> {
            CompletableFuture<Outcome> outcome = send("c1", own.devEui, payload(true), NOW.plusSeconds(30));
            own.progress.reached(step, "", NOW);
            assertEquals(state, outcome.join().state(), step.name());
        });
    }

    @Test
    void whatCannotBeSentIsSaidAtOnce() {
        Instant later = NOW.plusSeconds(30);
        assertEquals(
                State.FAILED,
                send("c", "00000000000000ff", payload(false), later).join().state());
        assertEquals(
                State.EXPIRED, send("c", own.devEui, payload(false), NOW).join().state());
        assertEquals(
                State.REJECTED,
                send("c", own.devEui, new EncodedCommand.Downlink(224, new byte[1], false), later)
                        .join()
                        .state());
        assertEquals(
                State.REJECTED,
                send("c", own.devEui, new EncodedCommand.Downlink(1, new byte[243], false), later)
                        .join()
                        .state());
        assertEquals(
                State.REJECTED,
                send("c", own.devEui, new EncodedCommand.Execute("/3/0/4", ""), later)
                        .join()
                        .state());
    }
}
