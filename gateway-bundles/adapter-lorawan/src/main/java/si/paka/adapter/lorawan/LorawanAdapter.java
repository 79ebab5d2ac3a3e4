package si.paka.adapter.lorawan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Outcome.State;
import si.paka.model.port.DeviceAdapter;

/** Commands to LoRaWAN devices, each through the network server that holds the device. Safe from any thread. */
final class LorawanAdapter implements DeviceAdapter {
    private static final int LAST_PORT = 223;
    private static final int LARGEST = 242;
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    private final List<NetworkServer> servers;
    private final Clock clock;

    /** @param servers the present ones; may change while it is used */
    LorawanAdapter(List<NetworkServer> servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public Transport transport() {
        return Transport.LORAWAN;
    }

    @Override
    public boolean replacesWaiting() {
        return true; // by the downlink's subject
    }

    @Override
    public CompletableFuture<Outcome> send(Command command) {
        if (!(command.content() instanceof EncodedCommand.Downlink content)) {
            return done(State.REJECTED, "a LoRaWAN device takes payload bytes only");
        }
        int size = content.payload().length;
        if (content.port() < 1 || content.port() > LAST_PORT || size > LARGEST) {
            return done(
                    State.REJECTED,
                    "port " + content.port() + " with " + size + " bytes, expected port 1..223 with 0..242 bytes");
        }
        String devEui = command.device().address().value();
        Optional<NetworkServer> server =
                servers.stream().filter(each -> each.serves(devEui)).findFirst();
        if (server.isEmpty()) {
            return done(State.FAILED, "no network server holds it: it has not joined, nor has one told of it");
        }
        Duration life = Duration.between(clock.instant(), command.expiresAt());
        if (life.isNegative() || life.isZero()) {
            return done(State.EXPIRED, "it expired before it was sent");
        }
        return send(server.get(), command, content, life);
    }

    private CompletableFuture<Outcome> send(
            NetworkServer server, Command command, EncodedCommand.Downlink content, Duration life) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        server.send(
                new Downlink(
                        command.id(),
                        command.device().address().value(),
                        content.port(),
                        content.payload(),
                        content.confirmed(),
                        command.rank(),
                        subject(command, content),
                        command.expiresAt()),
                (step, detail, at) -> outcome(step, content.confirmed(), server.name() + ": " + detail, at)
                        .ifPresent(outcome::complete));
        Duration patience = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        return outcome.completeOnTimeout(
                new Outcome(State.EXPIRED, "no answer until " + command.expiresAt(), command.expiresAt()),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What rules and overrides decide about one device replaces what they decided before; named commands stand each for itself. */
    private static String subject(Command command, EncodedCommand.Downlink content) {
        return command.id().startsWith("c") ? "state:" + content.port() : "";
    }

    private static Optional<Outcome> outcome(DownlinkProgress.Step step, boolean confirmed, String detail, Instant at) {
        State state = switch (step) {
            case QUEUED -> null;
            case TRANSMITTED -> confirmed ? null : State.SENT;
            case ACKNOWLEDGED -> State.APPLIED;
            case EXPIRED -> State.EXPIRED;
            case REFUSED -> State.REJECTED;
            case NOT_ACKNOWLEDGED, SUPERSEDED, FAILED -> State.FAILED;
        };
        return Optional.ofNullable(state).map(known -> new Outcome(known, detail, at));
    }

    private CompletableFuture<Outcome> done(State state, String why) {
        return CompletableFuture.completedFuture(new Outcome(state, why, clock.instant()));
    }
}
