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
import si.paka.model.journal.StateStore;
import si.paka.model.port.DeviceAdapter;

/**
 * Commands to LoRaWAN devices through ChirpStack's queue: published to {@code command/down}, then followed by its events. A
 * confirmed one is applied when the device acknowledges it, an unconfirmed one is sent when a gateway has transmitted it.
 */
final class Downlinks implements DeviceAdapter {
    static final String ROOM = "lorawan.applications";
    private static final int MOST_PENDING = 1_000;

    /** Publishes to the network server's broker. */
    interface Publisher {
        CompletableFuture<Void> publish(String topic, byte[] payload);
    }

    private record Pending(String devEui, boolean confirmed, CompletableFuture<Outcome> outcome) {}

    private final StateStore store;
    private final Clock clock;
    private final Map<String, String> applications = new ConcurrentHashMap<>();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private volatile Publisher publisher;

    Downlinks(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.all(ROOM).forEach((devEui, id) -> applications.put(devEui, new String(id, StandardCharsets.UTF_8)));
    }

    void publishTo(Publisher where) {
        this.publisher = where;
    }

    /** Remembers which application a device belongs to: downlinks have to name it. */
    void heardIn(EventTopic topic) {
        if (!topic.application().equals(applications.get(topic.devEui()))
                && (applications.size() < 20_000 || applications.containsKey(topic.devEui()))) {
            applications.put(topic.devEui(), topic.application());
            store.put(ROOM, topic.devEui(), topic.application().getBytes(StandardCharsets.UTF_8));
        }
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
        String devEui = command.device().address().value();
        String application = applications.get(devEui);
        if (application == null) {
            return done(State.FAILED, "its application is not known until ChirpStack has told of it once");
        }
        Duration life = Duration.between(clock.instant(), command.expiresAt());
        if (life.isNegative() || life.isZero()) {
            return done(State.EXPIRED, "it expired before it was sent");
        }
        if (pending.size() >= MOST_PENDING || publisher == null) {
            return done(State.FAILED, publisher == null ? "ChirpStack is not connected" : "too many commands wait");
        }
        return publish(command, downlink, devEui, application, life);
    }

    private CompletableFuture<Outcome> publish(
            Command command, EncodedCommand.Downlink downlink, String devEui, String application, Duration life) {
        String id = UUID.randomUUID().toString();
        Pending waiting = new Pending(devEui, downlink.confirmed(), new CompletableFuture<>());
        pending.put(id, waiting);
        String topic = "application/" + application + "/device/" + devEui + "/command/down";
        publisher
                .publish(topic, body(id, devEui, downlink, command.expiresAt()))
                .exceptionally(why -> {
                    end(id, State.FAILED, "not handed to ChirpStack: " + why.getMessage());
                    return null;
                });
        return waiting.outcome()
                .completeOnTimeout(
                        new Outcome(State.EXPIRED, "no answer until " + command.expiresAt(), command.expiresAt()),
                        life.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((outcome, why) -> pending.remove(id));
    }

    private static byte[] body(String id, String devEui, EncodedCommand.Downlink downlink, Instant expiresAt) {
        String body = "{\"id\":\"" + id + "\",\"devEui\":\"" + devEui + "\",\"confirmed\":" + downlink.confirmed()
                + ",\"fPort\":" + downlink.port() + ",\"data\":\""
                + Base64.getEncoder().encodeToString(downlink.payload()) + "\",\"expiresAt\":\"" + expiresAt + "\"}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** A gateway has transmitted it. */
    void transmitted(String id) {
        Pending one = pending.get(id);
        if (one != null && !one.confirmed()) {
            end(id, State.SENT, "transmitted");
        }
    }

    /** The device has answered a confirmed one, or ChirpStack has given up waiting. */
    void acknowledged(String id, boolean yes) {
        end(
                id,
                yes ? State.APPLIED : State.FAILED,
                yes ? "acknowledged by the device" : "not acknowledged by the device");
    }

    /** ChirpStack says that what was queued for a device came to nothing. */
    void failed(String devEui, String why) {
        pending.forEach((id, one) -> {
            if (one.devEui().equals(devEui)) {
                end(id, State.FAILED, why);
            }
        });
    }

    private void end(String id, State state, String why) {
        Pending one = pending.get(id);
        if (one != null) {
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
