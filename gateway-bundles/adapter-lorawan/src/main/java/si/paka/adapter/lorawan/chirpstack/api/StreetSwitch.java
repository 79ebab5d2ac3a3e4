package si.paka.adapter.lorawan.chirpstack.api;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.chirpstack.SingleDownlinks;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueMulticastGroupQueueItemRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupQueueRequest;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupServiceGrpc;

/**
 * Switches a street with one class C multicast where its lamps are told the same within {@value #GATHER_ms} ms, and repeats it under a new
 * counter, since nobody acknowledges it: what each lamp made of it shows in its next report. Where the server does not take it, each
 * lamp is told by itself. Its own thread, {@code paka-chirpstack-street}.
 */
final class StreetSwitch implements AutoCloseable {
    static final int GATHER_ms = 20;

    private static final Logger log = LoggerFactory.getLogger(StreetSwitch.class);
    private static final int SENDINGS = 2;
    private static final long REPEAT_AFTER_ms = 3_000;
    private static final long LOOK_AGAIN_ms = 500;
    private static final int MOST_DEVICES = 10_000;
    private static final int MOST_GATHERED = 10_000;

    /** A group as the server knows it. */
    record Group(String id, Set<String> members) {
        Group {
            members = Set.copyOf(members);
        }
    }

    private final ApiChannel channel;
    private final Clock clock;
    private final ScheduledExecutorService worker;
    private final List<Burst.Item> gathered = new ArrayList<>(); // guarded by itself
    private final Map<String, Burst.Message> lastTold = new LinkedHashMap<>(); // worker only
    private final LongAdder multicasts = new LongAdder();
    private final LongAdder replaced = new LongAdder();
    private volatile Map<String, Group> groups = Map.of();
    private volatile Set<String> members = Set.of();

    StreetSwitch(ApiChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "paka-chirpstack-street");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** From now on these groups are used, by name. */
    void use(Map<String, Group> present) {
        groups = Map.copyOf(present);
        Set<String> all = new java.util.HashSet<>();
        present.values().forEach(group -> all.addAll(group.members()));
        members = Set.copyOf(all);
    }

    /** Takes the downlink if its device is in a group, it sets a state and needs no acknowledgement; then it is sent soon, to the group or by {@code singles}. */
    boolean takes(Downlink downlink, DownlinkProgress progress, SingleDownlinks singles) {
        if (downlink.subject().isEmpty() || downlink.confirmed() || !members.contains(downlink.devEui())) {
            return false;
        }
        synchronized (gathered) {
            if (gathered.size() >= MOST_GATHERED) {
                return false;
            }
            gathered.add(new Burst.Item(downlink, progress));
            if (gathered.size() == 1) {
                worker.schedule(() -> sendGathered(singles), GATHER_ms, TimeUnit.MILLISECONDS);
            }
        }
        return true;
    }

    private void sendGathered(SingleDownlinks singles) {
        List<Burst.Item> items;
        synchronized (gathered) {
            items = List.copyOf(gathered);
            gathered.clear();
        }
        Map<String, Group> present = groups;
        Map<String, Set<String>> membersByName = new HashMap<>();
        present.forEach((name, group) -> membersByName.put(name, group.members()));
        Burst.Split split = Burst.split(items, membersByName, lastTold);
        items.forEach(item -> remember(item.downlink()));
        split.singles().forEach(item -> singles.send(item.downlink(), item.progress()));
        split.multicasts().forEach(each -> send(present.get(each.group()), each, singles));
    }

    private void remember(Downlink downlink) {
        lastTold.put(downlink.devEui(), Burst.Message.of(downlink));
        if (lastTold.size() > MOST_DEVICES) {
            lastTold.remove(lastTold.keySet().iterator().next());
        }
    }

    private void send(Group group, Burst.Multicast multicast, SingleDownlinks singles) {
        enqueue(group, first(multicast))
                .whenCompleteAsync(
                        (counter, why) -> {
                            if (why == null) {
                                multicasts.increment();
                                replaced.add(multicast.items().size());
                                multicast.items().forEach(item -> singles.supersede(item.downlink()));
                                tell(multicast, Step.QUEUED, "multicast " + multicast.group() + ", counter " + counter);
                                follow(group, multicast, counter);
                                repeat(group, multicast, SENDINGS - 1);
                            } else {
                                log.warn(
                                        "{} is not switched as one, each lamp by itself: {}",
                                        multicast.group(),
                                        why.getMessage());
                                multicast.items().forEach(item -> singles.send(item.downlink(), item.progress()));
                            }
                        },
                        worker);
    }

    private static Downlink first(Burst.Multicast multicast) {
        return multicast.items().get(0).downlink();
    }

    private CompletableFuture<Long> enqueue(Group group, Downlink downlink) {
        return channel.once(
                        MulticastGroupServiceGrpc.getEnqueueMethod(),
                        EnqueueMulticastGroupQueueItemRequest.newBuilder()
                                .setQueueItem(MulticastGroupQueueItem.newBuilder()
                                        .setMulticastGroupId(group.id())
                                        .setFPort(downlink.fPort())
                                        .setData(ByteString.copyFrom(downlink.payload()))
                                        .setExpiresAt(ApiRoute.timestamp(downlink.expiresAt())))
                                .build())
                .thenApply(answer -> Integer.toUnsignedLong(answer.getFCnt()));
    }

    /** It has left the server's queue once it is not listed there any more: ChirpStack tells no event of a multicast. */
    private void follow(Group group, Burst.Multicast multicast, long counter) {
        channel.once(
                        MulticastGroupServiceGrpc.getListQueueMethod(),
                        ListMulticastGroupQueueRequest.newBuilder()
                                .setMulticastGroupId(group.id())
                                .build())
                .whenCompleteAsync(
                        (queue, why) -> {
                            boolean left = why == null
                                    && queue.getItemsList().stream()
                                            .noneMatch(item -> Integer.toUnsignedLong(item.getFCnt()) == counter);
                            Instant expiresAt = first(multicast).expiresAt();
                            if (!clock.instant().isBefore(expiresAt)) {
                                tell(multicast, Step.EXPIRED, "not transmitted until " + expiresAt);
                            } else if (left) {
                                tell(
                                        multicast,
                                        Step.TRANSMITTED,
                                        "multicast " + multicast.group() + "; no device acknowledges it");
                            } else {
                                worker.schedule(
                                        () -> follow(group, multicast, counter), LOOK_AGAIN_ms, TimeUnit.MILLISECONDS);
                            }
                        },
                        worker);
    }

    private void repeat(Group group, Burst.Multicast multicast, int left) {
        if (left == 0) {
            return;
        }
        worker.schedule(
                () -> {
                    if (isStillMeant(group, multicast)) {
                        enqueue(group, first(multicast)).exceptionally(why -> {
                            log.info("a repetition to {} was not queued: {}", multicast.group(), why.getMessage());
                            return null;
                        });
                        repeat(group, multicast, left - 1);
                    }
                },
                REPEAT_AFTER_ms,
                TimeUnit.MILLISECONDS);
    }

    /** Nobody in the group was told something else meanwhile. */
    private boolean isStillMeant(Group group, Burst.Multicast multicast) {
        Burst.Message said = Burst.Message.of(first(multicast));
        boolean same = group.members().stream().allMatch(devEui -> said.equals(lastTold.get(devEui)));
        return same && clock.instant().isBefore(first(multicast).expiresAt());
    }

    private void tell(Burst.Multicast multicast, Step step, String detail) {
        Instant now = clock.instant();
        multicast.items().forEach(item -> item.progress().reached(step, detail, now));
    }

    long multicasts() {
        return multicasts.sum();
    }

    /** Single downlinks that were spared. */
    long replaced() {
        return replaced.sum();
    }

    @Override
    public void close() {
        worker.shutdownNow();
        List<Burst.Item> waiting;
        synchronized (gathered) {
            waiting = List.copyOf(gathered);
            gathered.clear();
        }
        waiting.forEach(item ->
                item.progress().reached(Step.FAILED, "the connection to ChirpStack was closed", clock.instant()));
    }
}
