package si.paka.adapter.lorawan.server;

import java.time.Instant;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;

/** A downlink on its way. Used by the server's thread only. */
final class DownlinkItem {
    static final int MOST_TRANSMISSIONS = 3;

    private final Downlink downlink;
    private final DownlinkProgress progress;
    private final long order;
    private int transmissions;
    private boolean ended;

    DownlinkItem(Downlink downlink, DownlinkProgress progress, long order) {
        this.downlink = downlink;
        this.progress = progress;
        this.order = order;
    }

    Downlink downlink() {
        return downlink;
    }

    long order() {
        return order;
    }

    boolean isExpired(Instant now) {
        return !downlink.expiresAt().isAfter(now);
    }

    boolean hasEnded() {
        return ended;
    }

    /** It was on air once more. */
    void transmitted(String how, Instant at) {
        transmissions++;
        tell(Step.TRANSMITTED, how, at);
        if (!downlink.confirmed()) {
            ended = true;
        }
    }

    boolean mayTryAgain() {
        return transmissions < MOST_TRANSMISSIONS;
    }

    void end(Step step, String why, Instant at) {
        tell(step, why, at);
        ended = true;
    }

    void tell(Step step, String detail, Instant at) {
        if (!ended) {
            progress.reached(step, detail, at);
        }
    }
}
