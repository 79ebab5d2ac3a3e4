package si.paka.adapter.lorawan;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Outcome.State;
import si.paka.model.port.DeviceAdapter;

/**
 * Commands to LoRaWAN devices through ChirpStack's queue: published to {@code command/down}, then followed by its events. A
 * confirmed one is applied when the device acknowledges it, an unconfirmed one is sent when a gateway has transmitted it. Safe from
 * any thread.
 */
final class Downlinks implements DeviceAdapter {
    static final int MOST_PENDING = 1_000;
    private static final int LAST_PORT = 223;
    private static final int LARGEST = 242;
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    /** Publishes to the network server's broker. */
    interface Publisher {
        /** Completes when the broker has it. */
        CompletableFuture<Void> publish(String topic, byte[] payload);
    }

    private record Pending(String devEui, boolean confirmed, CompletableFuture<Outcome> outcome) {}

    private final Applications applications;
    private final Publisher publisher;
    private final Clock clock;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    Downlinks(Applications applications, Publisher publisher, Clock clock) {
        this.applications = applications;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Remembers which application a device belongs to: downlinks have to name it. */
    void heardIn(EventTopic topic) {
        applications.heardIn(topic);
    }

    @Override
    public Transport transport() {
        return Transport.LORAWAN;
    }

    @Override
    public CompletableFuture<Outcome> send(Command command) {
        if (!(command.content() instanceof EncodedCommand.Downlink downlink)) {
            return done(State.REJECTED, "a LoRaWAN device takes payload bytes only");
        }
        int size = downlink.payload().length;
        if (downlink.port() < 1 || downlink.port() > LAST_PORT || size > LARGEST) {
            return done(
                    State.REJECTED,
                    "port " + downlink.port() + " with " + size + " bytes, expected port 1..223 with 0..242 bytes");
        }
        String devEui = command.device().address().value();
        String application = applications.find(devEui).orElse(null);
        if (application == null) {
            return done(State.FAILED, "its application is not known until ChirpStack has told of it once");
        }
        Duration life = Duration.between(clock.instant(), command.expiresAt());
        if (life.isNegative() || life.isZero()) {
            return done(State.EXPIRED, "it expired before it was sent");
        }
        if (pending.size() >= MOST_PENDING) {
            return done(State.FAILED, "too many commands wait");
        }
        return publish(command, downlink, devEui, application, life);
    }

    private CompletableFuture<Outcome> publish(
            Command command, EncodedCommand.Downlink downlink, String devEui, String application, Duration life) {
        String id = UUID.randomUUID().toString();
        Pending waiting = new Pending(devEui, downlink.confirmed(), new CompletableFuture<>());
        pending.put(id, waiting);
        Duration patience = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        CompletableFuture<Outcome> outcome = waiting.outcome()
                .completeOnTimeout(
                        new Outcome(State.EXPIRED, "no answer until " + command.expiresAt(), command.expiresAt()),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((known, why) -> pending.remove(id));
        String topic = "application/" + application + "/device/" + devEui + "/command/down";
        publisher
                .publish(topic, body(id, devEui, downlink, command.expiresAt()))
                .exceptionally(why -> {
                    end(devEui, id, State.FAILED, "not handed to ChirpStack: " + why.getMessage());
                    return null;
                });
        return outcome;
    }

    private static byte[] body(String id, String devEui, EncodedCommand.Downlink downlink, Instant expiresAt) {
        String body = "{\"id\":\"" + id + "\",\"devEui\":\"" + devEui + "\",\"confirmed\":" + downlink.confirmed()
                + ",\"fPort\":" + downlink.port() + ",\"data\":\""
                + Base64.getEncoder().encodeToString(downlink.payload()) + "\",\"expiresAt\":\"" + expiresAt + "\"}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** A gateway has transmitted it. */
    void transmitted(String devEui, String id) {
        Pending one = pending.get(id);
        if (one != null && !one.confirmed()) {
            end(devEui, id, State.SENT, "transmitted");
        }
    }

    /** The device has answered a confirmed one, or ChirpStack has given up waiting. */
    void acknowledged(String devEui, String id, boolean yes) {
        String how = yes ? "acknowledged by the device" : "not acknowledged by the device";
        end(devEui, id, yes ? State.APPLIED : State.FAILED, how);
    }

    /**
     * ChirpStack says that what was queued for a device came to nothing.
     *
     * @param id of the queue item; empty if it was not told, then all of the device's
     */
    void failed(String devEui, String id, String why) {
        if (!id.isEmpty()) {
            end(devEui, id, State.FAILED, why);
            return;
        }
        pending.keySet().forEach(each -> end(devEui, each, State.FAILED, why));
    }

    private void end(String devEui, String id, State state, String why) {
        Pending one = pending.get(id);
        if (one != null && one.devEui().equals(devEui)) {
            one.outcome().complete(new Outcome(state, why, clock.instant()));
        }
    }

    private CompletableFuture<Outcome> done(State state, String why) {
        return CompletableFuture.completedFuture(new Outcome(state, why, clock.instant()));
    }

    int waiting() {
        return pending.size();
    }
}
