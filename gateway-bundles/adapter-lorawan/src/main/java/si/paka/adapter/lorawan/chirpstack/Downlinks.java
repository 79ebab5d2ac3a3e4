package si.paka.adapter.lorawan.chirpstack;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;

/**
 * Downlinks on their way through ChirpStack's queue, followed by its events: queued, transmitted, acknowledged or not, expired. Of
 * one device and subject only the newest counts. Of one device, one after the other is queued. At most {@link #MOST_PENDING} at a
 * time; a further one is told to have failed. Safe from any thread.
 */
final class Downlinks implements SingleDownlinks {
    private static final Logger log = LoggerFactory.getLogger(Downlinks.class);
    static final int MOST_PENDING = 2_000;

    private final DownlinkRoute route;
    private final Clock clock;
    private final EarlySteps early = new EarlySteps();
    private final Map<String, List<PendingDownlink>> byDevice = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> queueing = new ConcurrentHashMap<>();
    private final Map<Step, LongAdder> ended = new ConcurrentHashMap<>();
    private final LongAdder waiting = new LongAdder();

    Downlinks(DownlinkRoute route, Clock clock) {
        this.route = route;
        this.clock = clock;
        for (Step step : Step.values()) {
            ended.put(step, new LongAdder());
        }
    }

    @Override
    public void send(Downlink downlink, DownlinkProgress progress) {
        PendingDownlink pending = new PendingDownlink(downlink, progress, clock);
        if (waiting.sum() >= MOST_PENDING) {
            pending.reached(Step.FAILED, "too many downlinks wait");
            return;
        }
        waiting.increment();
        List<PendingDownlink> superseded = replacedBy(downlink);
        byDevice.compute(downlink.devEui(), (devEui, present) -> plus(present, pending));
        pending.watch().thenAccept(last -> {
            ended.get(last).increment();
            waiting.decrement();
            byDevice.computeIfPresent(downlink.devEui(), (devEui, present) -> minus(present, pending));
        });
        superseded.forEach(each -> each.reached(Step.SUPERSEDED, "replaced by " + downlink.id()));
        inTurn(downlink.devEui(), () -> enqueue(pending, superseded));
    }

    @Override
    public void supersede(Downlink by) {
        List<PendingDownlink> superseded = replacedBy(by);
        if (superseded.isEmpty()) {
            return;
        }
        superseded.forEach(each -> each.reached(Step.SUPERSEDED, "replaced by " + by.id()));
        inTurn(
                by.devEui(),
                () -> route.takeOut(by.devEui(), superseded, queuedOf(by.devEui()))
                        .handle((done, why) -> {
                            if (why != null) {
                                log.info("{}: what was replaced stays in the queue: {}", by.devEui(), why.getMessage());
                            }
                            return null;
                        }));
    }

    private List<PendingDownlink> queuedOf(String devEui) {
        return byDevice.getOrDefault(devEui, List.of()).stream()
                .filter(each -> !each.itemId().isEmpty())
                .toList();
    }

    private List<PendingDownlink> replacedBy(Downlink downlink) {
        if (downlink.subject().isEmpty()) {
            return List.of();
        }
        return byDevice.getOrDefault(downlink.devEui(), List.of()).stream()
                .filter(each -> each.downlink().subject().equals(downlink.subject()))
                .toList();
    }

    private static List<PendingDownlink> plus(List<PendingDownlink> present, PendingDownlink one) {
        List<PendingDownlink> all = new ArrayList<>(present == null ? List.of() : present);
        all.add(one);
        return List.copyOf(all);
    }

    private static List<PendingDownlink> minus(List<PendingDownlink> present, PendingDownlink one) {
        List<PendingDownlink> all = new ArrayList<>(present);
        all.remove(one);
        return all.isEmpty() ? null : List.copyOf(all);
    }

    private interface Turn {
        CompletableFuture<?> take();
    }

    private void inTurn(String devEui, Turn turn) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<?> before = queueing.put(devEui, mine);
        Runnable go = () -> turn.take().whenComplete((done, why) -> {
            queueing.remove(devEui, mine);
            mine.complete(null);
        });
        if (before == null) {
            go.run();
        } else {
            before.whenComplete((done, why) -> go.run());
        }
    }

    private CompletableFuture<?> enqueue(PendingDownlink pending, List<PendingDownlink> superseded) {
        if (pending.isOver()) {
            return CompletableFuture.completedFuture(null); // replaced or expired before its turn came
        }
        List<PendingDownlink> others = queuedOf(pending.downlink().devEui());
        return route.enqueue(pending, superseded, others).handle((itemId, why) -> {
            if (why == null) {
                queued(pending, itemId);
            } else {
                failed(pending, why);
            }
            return null;
        });
    }

    private void queued(PendingDownlink pending, String itemId) {
        pending.itemId(itemId);
        pending.reached(Step.QUEUED, "item " + itemId);
        catchUp(pending);
    }

    private static void failed(PendingDownlink pending, Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        boolean refused = cause instanceof RouteException route && route.kind() == RouteException.Kind.REFUSED;
        pending.reached(refused ? Step.REFUSED : Step.FAILED, cause.getMessage());
    }

    /**
     * An event tells of a queue item.
     *
     * @param itemId empty if it was not told: then of all that wait and are not transmitted
     */
    void reached(String devEui, String itemId, Step step, String detail) {
        List<PendingDownlink> ofDevice = byDevice.getOrDefault(devEui, List.of());
        if (itemId.isEmpty()) {
            ofDevice.stream()
                    .filter(each -> !each.isTransmitted() && !each.itemId().isEmpty())
                    .forEach(each -> each.reached(step, detail));
            return;
        }
        Optional<PendingDownlink> known = find(ofDevice, itemId);
        if (known.isEmpty() && !ofDevice.isEmpty()) {
            early.keep(
                    itemId, step, detail); // the server's answer with the id may still be on its way, or have just come
            find(ofDevice, itemId).ifPresent(this::catchUp);
        }
        known.ifPresent(each -> each.reached(step, detail));
    }

    private static Optional<PendingDownlink> find(List<PendingDownlink> among, String itemId) {
        return among.stream().filter(each -> each.itemId().equals(itemId)).findFirst();
    }

    private void catchUp(PendingDownlink pending) {
        early.take(pending.itemId()).forEach(step -> pending.reached(step.step(), step.detail()));
    }

    /** Ends all that waits. */
    void close(String why) {
        byDevice.values().forEach(all -> all.forEach(each -> each.reached(Step.FAILED, why)));
    }

    int waiting() {
        return waiting.intValue();
    }

    /** Downlinks that ended with that step. */
    long ended(Step step) {
        return ended.get(step).sum();
    }
}
