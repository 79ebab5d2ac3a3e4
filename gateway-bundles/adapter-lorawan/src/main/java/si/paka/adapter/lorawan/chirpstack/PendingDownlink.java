package si.paka.adapter.lorawan.chirpstack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;

/** A downlink from the moment it is wanted to its last step. Safe from any thread. */
public final class PendingDownlink {
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);

    private final Downlink downlink;
    private final DownlinkProgress progress;
    private final Clock clock;
    private final CompletableFuture<Step> end = new CompletableFuture<>();
    private volatile String itemId = "";
    private volatile boolean transmitted;

    PendingDownlink(Downlink downlink, DownlinkProgress progress, Clock clock) {
        this.downlink = downlink;
        this.progress = progress;
        this.clock = clock;
    }

    /** Ends it by itself when it expires; the future completes with the last step, once that was told. */
    CompletableFuture<Step> watch() {
        Duration life = Duration.between(clock.instant(), downlink.expiresAt());
        Duration patience = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        new CompletableFuture<Void>()
                .completeOnTimeout(null, Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS)
                .thenRun(() -> reached(Step.EXPIRED, "no answer until " + downlink.expiresAt()));
        return end;
    }

    public Downlink downlink() {
        return downlink;
    }

    /** Of the server's queue; empty until it is known. */
    public String itemId() {
        return itemId;
    }

    public void itemId(String id) {
        itemId = id;
    }

    public boolean isOver() {
        return end.isDone();
    }

    /** Whether a concentrator has it already, so that it can't be taken back. */
    public boolean isTransmitted() {
        return transmitted;
    }

    /** Tells a step, unless the last one was told; the steps of one downlink one after the other. */
    public void reached(Step step, String detail) {
        Instant now = clock.instant();
        synchronized (this) {
            if (end.isDone()) {
                return;
            }
            transmitted |= step == Step.TRANSMITTED;
            boolean last = step.isFinal() || step == Step.TRANSMITTED && !downlink.confirmed();
            progress.reached(step, detail, now);
            if (!last) {
                return;
            }
        }
        end.complete(step);
    }
}
