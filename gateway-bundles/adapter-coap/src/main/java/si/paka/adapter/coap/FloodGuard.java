package si.paka.adapter.coap;

import java.time.Duration;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.BlockOption;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;

/**
 * Drops, before anything is remembered of them, requests that come faster than memory allows. A dropped request is
 * unanswered, so an honest device repeats it later.
 */
final class FloodGuard implements MessageInterceptor {
    /** How long Californium remembers a request, to answer its repetitions alike. */
    static final Duration REMEMBERED = Duration.ofSeconds(120);

    /** How long an unfinished block-wise transfer keeps its buffer. */
    static final Duration TRANSFER = Duration.ofSeconds(60);

    /** Half of the block-wise transfers open at most; each holds a buffer of 16 KiB. */
    private static final int TRANSFERS = 500;

    private final RequestBudget requests;
    private final RequestBudget transfers;
    private final CoapCounters counters;

    FloodGuard(int burst, CoapCounters counters, long now) {
        requests = new RequestBudget(burst, REMEMBERED, now);
        transfers = new RequestBudget(TRANSFERS, TRANSFER, now);
        this.counters = counters;
    }

    @Override
    public void receiveRequest(Request request) {
        long now = System.nanoTime();
        if (!requests.take(now) || opensTransfer(request) && !transfers.take(now)) {
            request.cancel();
            counters.flooded();
        }
    }

    private static boolean opensTransfer(Request request) {
        BlockOption block = request.getOptions().getBlock1();
        return block != null && block.getNum() == 0 && block.isM();
    }
}
