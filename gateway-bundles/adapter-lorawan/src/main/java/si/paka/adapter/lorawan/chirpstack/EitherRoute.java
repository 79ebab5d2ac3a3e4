package si.paka.adapter.lorawan.chirpstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Through the API, which answers; through the broker while the API is not reached. A downlink that nothing replaces is not tried a second
 * way: the first may have got through unnoticed, and a command such as a restart must not happen twice.
 */
final class EitherRoute implements DownlinkRoute {
    private final DownlinkRoute api;
    private final DownlinkRoute broker;

    EitherRoute(DownlinkRoute api, DownlinkRoute broker) {
        this.api = api;
        this.broker = broker;
    }

    @Override
    public CompletableFuture<String> enqueue(
            PendingDownlink downlink, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        return api.enqueue(downlink, superseded, others)
                .handle((itemId, why) -> why == null
                        ? CompletableFuture.completedFuture(itemId)
                        : secondWay(downlink, superseded, others, why))
                .thenCompose(way -> way);
    }

    private CompletableFuture<String> secondWay(
            PendingDownlink downlink, List<PendingDownlink> superseded, List<PendingDownlink> others, Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        boolean notReached = cause instanceof RouteException route && route.kind() == RouteException.Kind.NOT_REACHED;
        boolean replaceable = !downlink.downlink().subject().isEmpty();
        return notReached && replaceable
                ? broker.enqueue(downlink, superseded, others)
                : CompletableFuture.failedFuture(cause);
    }

    @Override
    public CompletableFuture<Void> takeOut(
            String devEui, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        return api.takeOut(devEui, superseded, others);
    }
}
