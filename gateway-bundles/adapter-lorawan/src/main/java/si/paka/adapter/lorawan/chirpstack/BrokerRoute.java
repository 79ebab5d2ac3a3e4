package si.paka.adapter.lorawan.chirpstack;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import si.paka.adapter.lorawan.Downlink;

/**
 * Through the broker, topic {@code command/down}, under an id of our own. The server does not answer: a command it does not like is only
 * in its log. What is superseded stays in the queue until it expires, since MQTT has no command to take it out.
 */
final class BrokerRoute implements DownlinkRoute {
    /** Publishes to the network server's broker. */
    interface Publisher {
        /** Completes when the broker has it. */
        CompletableFuture<Void> publish(String topic, byte[] payload);
    }

    private final Applications applications;
    private final Publisher publisher;
    private final Marshaler marshaler;

    BrokerRoute(Applications applications, Publisher publisher, Marshaler marshaler) {
        this.applications = applications;
        this.publisher = publisher;
        this.marshaler = marshaler;
    }

    @Override
    public CompletableFuture<String> enqueue(
            PendingDownlink pending, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        Downlink downlink = pending.downlink();
        String application = applications.find(downlink.devEui()).orElse(null);
        if (application == null) {
            return CompletableFuture.failedFuture(new RouteException(
                    RouteException.Kind.FAILED, "its application is not known until ChirpStack has told of it once"));
        }
        String id = UUID.randomUUID().toString();
        pending.itemId(id); // before its events can come
        String topic = "application/" + application + "/device/" + downlink.devEui() + "/command/down";
        return publisher
                .publish(topic, marshaler.command(id, downlink))
                .handle((done, why) -> why)
                .thenCompose(why -> why == null
                        ? CompletableFuture.completedFuture(id)
                        : CompletableFuture.failedFuture(new RouteException(
                                RouteException.Kind.NOT_REACHED, "not handed to ChirpStack: " + why.getMessage())));
    }

    @Override
    public CompletableFuture<Void> takeOut(
            String devEui, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        return CompletableFuture.completedFuture(null); // there is no command for it
    }
}
