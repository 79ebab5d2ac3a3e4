package si.paka.adapter.lorawan.chirpstack.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.chirpstack.DownlinkRoute;
import si.paka.adapter.lorawan.chirpstack.PendingDownlink;
import si.paka.adapter.lorawan.chirpstack.RouteException;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueDeviceQueueItemRequest;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueDeviceQueueItemResponse;
import si.paka.adapter.lorawan.chirpstack.wire.FlushDeviceQueueRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceQueueItemsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceQueueItemsResponse;

/**
 * Into devices' queues through the API. The server can only flush a whole queue (all but what a concentrator has): so before what is
 * superseded is flushed the queue is read, what else of ours waits there is put back behind the new item, and where somebody
 * else's items wait nothing is flushed. Safe from any thread.
 */
final class ApiRoute implements DownlinkRoute {
    private static final Logger log = LoggerFactory.getLogger(ApiRoute.class);
    private static final int MOST_REMEMBERED = 8_192;

    private final ApiChannel channel;
    private final Set<String> ours = Collections.synchronizedSet(new LinkedHashSet<>());
    private final LongAdder flushed = new LongAdder();
    private final LongAdder notFlushed = new LongAdder();

    ApiRoute(ApiChannel channel) {
        this.channel = channel;
    }

    @Override
    public CompletableFuture<String> enqueue(
            PendingDownlink pending, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        CompletableFuture<String> itemId =
                mayLie(superseded) ? replace(pending, others) : put(pending.downlink(), false);
        return itemId.handle(ApiRoute::orFailed).thenCompose(Function.identity());
    }

    private static boolean mayLie(List<PendingDownlink> superseded) {
        return superseded.stream()
                .anyMatch(each -> !each.isTransmitted() && !each.itemId().isEmpty());
    }

    @Override
    public CompletableFuture<Void> takeOut(
            String devEui, List<PendingDownlink> superseded, List<PendingDownlink> others) {
        if (!mayLie(superseded)) {
            return CompletableFuture.completedFuture(null);
        }
        return queue(devEui).thenCompose(queue -> {
            if (!isOursAlone(queue)) {
                notFlushed.increment();
                return CompletableFuture.completedFuture(null);
            }
            flushed.increment();
            FlushDeviceQueueRequest request =
                    FlushDeviceQueueRequest.newBuilder().setDevEui(devEui).build();
            return channel.once(DeviceServiceGrpc.getFlushQueueMethod(), request)
                    .thenCompose(done -> putBack(waitingIn(queue, others)));
        });
    }

    private CompletableFuture<GetDeviceQueueItemsResponse> queue(String devEui) {
        return channel.once(
                DeviceServiceGrpc.getGetQueueMethod(),
                GetDeviceQueueItemsRequest.newBuilder().setDevEui(devEui).build());
    }

    private CompletableFuture<String> replace(PendingDownlink pending, List<PendingDownlink> others) {
        String devEui = pending.downlink().devEui();
        return queue(devEui).thenCompose(queue -> {
            if (!isOursAlone(queue)) {
                notFlushed.increment();
                log.info(
                        "{}: somebody else's items wait in its queue; what is superseded stays until it expires",
                        devEui);
                return put(pending.downlink(), false);
            }
            flushed.increment();
            return put(pending.downlink(), true)
                    .thenCompose(itemId -> putBack(waitingIn(queue, others)).thenApply(done -> itemId));
        });
    }

    private boolean isOursAlone(GetDeviceQueueItemsResponse queue) {
        return queue.getResultList().stream().allMatch(item -> item.getIsPending() || ours.contains(item.getId()));
    }

    private static List<PendingDownlink> waitingIn(GetDeviceQueueItemsResponse queue, List<PendingDownlink> others) {
        List<PendingDownlink> waiting = new ArrayList<>();
        for (DeviceQueueItem item : queue.getResultList()) {
            others.stream()
                    .filter(each -> !item.getIsPending()
                            && !each.isOver()
                            && each.itemId().equals(item.getId()))
                    .forEach(waiting::add);
        }
        return waiting;
    }

    private CompletableFuture<Void> putBack(List<PendingDownlink> waiting) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (PendingDownlink each : waiting) {
            done = done.thenCompose(x -> put(each.downlink(), false).handle((itemId, why) -> {
                if (why == null) {
                    each.itemId(itemId);
                } else {
                    each.reached(Step.FAILED, "flushed with another downlink and not put back: " + why.getMessage());
                }
                return null;
            }));
        }
        return done;
    }

    private CompletableFuture<String> put(Downlink downlink, boolean flush) {
        return channel.once(
                        DeviceServiceGrpc.getEnqueueMethod(),
                        EnqueueDeviceQueueItemRequest.newBuilder()
                                .setFlushQueue(flush)
                                .setQueueItem(DeviceQueueItem.newBuilder()
                                        .setDevEui(downlink.devEui())
                                        .setConfirmed(downlink.confirmed())
                                        .setFPort(downlink.fPort())
                                        .setData(ByteString.copyFrom(downlink.payload()))
                                        .setExpiresAt(timestamp(downlink.expiresAt())))
                                .build())
                .thenApply(EnqueueDeviceQueueItemResponse::getId)
                .thenApply(this::remember);
    }

    private String remember(String itemId) {
        synchronized (ours) {
            ours.add(itemId);
            if (ours.size() > MOST_REMEMBERED) {
                ours.remove(ours.iterator().next());
            }
        }
        return itemId;
    }

    private static CompletableFuture<String> orFailed(String itemId, Throwable why) {
        if (why == null) {
            return CompletableFuture.completedFuture(itemId);
        }
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        return CompletableFuture.failedFuture(new RouteException(meaning(cause), cause.getMessage()));
    }

    private static RouteException.Kind meaning(Throwable cause) {
        if (!(cause instanceof ApiFailure failure)) {
            return RouteException.Kind.FAILED;
        }
        return switch (failure.kind()) {
            case UNAVAILABLE, TOKEN -> RouteException.Kind.NOT_REACHED; // the broker may still take it
            case INVALID, MISSING -> RouteException.Kind.REFUSED;
            case DENIED, SERVER -> RouteException.Kind.FAILED;
        };
    }

    static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    long flushed() {
        return flushed.sum();
    }

    long notFlushed() {
        return notFlushed.sum();
    }
}
