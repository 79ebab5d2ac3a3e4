package si.paka.adapter.coap;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapExchange;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /d} and all below it: where devices post. Called by Californium's one protocol thread, which it never blocks. */
final class DeviceResource extends CoapResource {
    /** Well below the 2 s after which a device would repeat its request; most answers are quicker and need no own packet. */
    private static final long ACKNOWLEDGE_AFTER_MS = 700;

    private static final Logger log = LoggerFactory.getLogger(DeviceResource.class);

    private final PostDesk desk;
    private final CoapCounters counters;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final RefusalLog refusals = new RefusalLog();

    DeviceResource(PostDesk desk, CoapCounters counters, Clock clock, ScheduledExecutorService timer) {
        super("d");
        this.desk = desk;
        this.counters = counters;
        this.clock = clock;
        this.timer = timer;
        getAttributes().setTitle("POST observations to d/<deviceId>");
        getAttributes().addResourceType("si.paka.device");
        getAttributes().addContentType(MediaTypeRegistry.APPLICATION_SENML_JSON);
        getAttributes().addContentType(MediaTypeRegistry.APPLICATION_SENML_CBOR);
        getAttributes().addContentType(MediaTypeRegistry.APPLICATION_OCTET_STREAM);
    }

    /** Answers for every device. */
    @Override
    public Resource getChild(String name) {
        return this;
    }

    /** The edge of Californium's loop: whatever goes wrong with one request is answered, logged and counted here. */
    @Override
    public void handleRequest(Exchange exchange) {
        boolean secure = CoAP.isSecureScheme(exchange.getRequest().getScheme());
        CoapExchange coap = new CoapExchange(exchange);
        CompletableFuture<Answer> answer = answer(coap);
        if (!answer.isDone()) {
            ScheduledFuture<?> acknowledgement =
                    timer.schedule(coap::accept, ACKNOWLEDGE_AFTER_MS, TimeUnit.MILLISECONDS);
            answer.whenComplete((done, failure) -> acknowledgement.cancel(false));
        }
        answer.exceptionally(this::unexpected).thenAccept(done -> {
            counters.answered(done.code(), secure);
            refusals.refused(done, who(exchange.getRequest()), clock.instant());
            coap.respond(done.response());
        });
    }

    private static String who(Request request) {
        return request.getSourceContext().getPeerAddress() + " /"
                + request.getOptions().getUriPathString();
    }

    private CompletableFuture<Answer> answer(CoapExchange exchange) {
        try {
            return switch (exchange.getRequestCode()) {
                case POST, PUT -> desk.take(PostReader.read(exchange.advanced().getRequest(), clock.instant()));
                default ->
                    CompletableFuture.completedFuture(Answer.refused(ResponseCode.METHOD_NOT_ALLOWED, "use POST"));
            };
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(e.answer());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(unexpected(e));
        }
    }

    private Answer unexpected(Throwable failure) {
        log.warn("a CoAP request could not be worked on", failure);
        return Answer.refused(ResponseCode.INTERNAL_SERVER_ERROR, "internal error");
    }
}
