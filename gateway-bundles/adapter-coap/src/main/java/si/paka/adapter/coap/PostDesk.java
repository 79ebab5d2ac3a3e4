package si.paka.adapter.coap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.port.Ingest;
import si.paka.model.port.IngestRefusedException;
import si.paka.model.port.Receipt;

/** Hands requests in and finds the answer. Never waits; safe from any thread. */
final class PostDesk {
    static final Duration DECODE_PATIENCE = Duration.ofMillis(1500);
    private static final int RETRY_SECONDS = 30;
    private static final Logger log = LoggerFactory.getLogger(PostDesk.class);

    private final Gate gate;
    private final Ingest ingest;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param limit requests without an answer at one time; more are sent away */
    PostDesk(Gate gate, Ingest ingest, int limit) {
        this.gate = gate;
        this.ingest = ingest;
        this.limit = limit;
    }

    /** Completes with the answer, never exceptionally. */
    CompletableFuture<Answer> take(Post post) {
        try {
            gate.check(post);
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(e.answer());
        }
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return CompletableFuture.completedFuture(Answer.later("too busy", RETRY_SECONDS));
        }
        return handIn(post).whenComplete((answer, failure) -> inFlight.decrementAndGet());
    }

    private CompletableFuture<Answer> handIn(Post post) {
        return ingest.accept(post.message()).thenCompose(this::answer).exceptionally(this::failed);
    }

    private CompletableFuture<Answer> answer(Receipt receipt) {
        return switch (receipt.kind()) {
            case KEPT_ASIDE ->
                CompletableFuture.completedFuture(Answer.refused(ResponseCode.FORBIDDEN, "waiting for approval"));
            case DUPLICATE -> CompletableFuture.completedFuture(Answer.changed());
            case STORED ->
                receipt.decoded()
                        .copy()
                        .completeOnTimeout("", DECODE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(PostDesk::decoded);
        };
    }

    private static Answer decoded(String reason) {
        return reason.isEmpty() ? Answer.changed() : Answer.refused(ResponseCode.BAD_REQUEST, reason);
    }

    private Answer failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof IngestRefusedException) {
            return Answer.later(cause.getMessage(), RETRY_SECONDS);
        }
        log.warn("a device message could not be handed in", cause);
        return Answer.refused(ResponseCode.INTERNAL_SERVER_ERROR, "internal error");
    }

    int inFlight() {
        return inFlight.get();
    }
}
