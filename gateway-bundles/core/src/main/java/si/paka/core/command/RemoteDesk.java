package si.paka.core.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.Ledger;
import si.paka.model.DeviceId;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.device.Device;
import si.paka.model.port.Decisions;
import si.paka.model.port.RemoteCommands;

/**
 * Takes the platform's requests: who may ask, what it means here, and what became of it. A request that was seen before
 * gets its stored result and acts once. Works on the gateway thread.
 */
public final class RemoteDesk implements RemoteCommands {
    private static final Logger log = LoggerFactory.getLogger(RemoteDesk.class);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_PENDING = 5_000;

    /**
     * A request on its way to being applied.
     *
     * @param told completes when the platform has been told that it is accepted; what follows is told after that
     */
    private record Pending(
            Request request,
            DeviceId target,
            String source,
            Instant until,
            Consumer<Result> answer,
            CompletableFuture<Void> told) {}

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final Clock clock;
    private final Executor gateway;
    private final Grants grants;
    private final AssetLookup assets;
    private final OverrideBook overrides;
    private final Decisions decisions;
    private final RequestLog requests;
    private final Ledger ledger;
    private final Map<DeviceId, Proposal> dims = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private Dispatcher dispatcher;

    /** Finds a device by its id or by the asset it is mounted on. */
    public interface AssetLookup {
        Optional<Device> find(String deviceOrAsset);
    }

    public RemoteDesk(
            Clock clock,
            Executor gateway,
            Grants grants,
            AssetLookup assets,
            OverrideBook overrides,
            Decisions decisions,
            RequestLog requests,
            Ledger ledger) {
        this.clock = clock;
        this.gateway = gateway;
        this.grants = grants;
        this.assets = assets;
        this.overrides = overrides;
        this.decisions = decisions;
        this.requests = requests;
        this.ledger = ledger;
    }

    /** The dispatcher that tells what is in force; set once, before the first request. */
    void follow(Dispatcher what) {
        this.dispatcher = what;
    }

    @Override
    public void handle(Request request, Consumer<Result> answer) {
        gateway.execute(() -> take(request, answer));
    }

    private void take(Request request, Consumer<Result> answer) {
        Optional<Result> stored = requests.find(request.requestId());
        if (stored.isPresent()) {
            answer.accept(stored.get());
            return;
        }
        try {
            Instant now = clock.instant();
            if (!request.expiresAt().isAfter(now)) {
                finish(request, answer, "expired", "it expired at " + request.expiresAt());
                return;
            }
            grants.check(request.issuedBy(), request.command());
            if (pending.size() >= MOST_PENDING) {
                throw new IllegalArgumentException(
                        pending.size() + " requests wait to be applied; send it again when some are done");
            }
            Device device = assets.find(request.target())
                    .orElseThrow(() -> new IllegalArgumentException("target is \"" + request.target()
                            + "\", expected the id of an approved device or its asset"));
            act(request, device, now, answer);
        } catch (IllegalArgumentException e) {
            finish(request, answer, "rejected", e.getMessage());
        }
    }

    private void act(Request request, Device device, Instant now, Consumer<Result> answer) {
        DeviceId target = device.id();
        String source = "platform:" + request.issuedBy();
        switch (request.command()) {
            case "dim" -> {
                overrides.checkActuator(target);
                Instant until = earlier(request.expiresAt(), now.plus(LONGEST));
                dims.put(
                        target,
                        new Proposal(
                                target, level(request), Rank.FLOW, reason(request), List.of(), source, now, until));
                accept(request, target, source, until, answer, NOW);
            }
            case "override" -> {
                var set =
                        overrides.set(target, level(request), request.issuedBy(), reason(request), request.expiresAt());
                String user = "user:" + request.issuedBy();
                accept(request, target, user, request.expiresAt(), answer, set);
            }
            case "clearOverride" -> {
                var cleared = overrides.clear(target, request.issuedBy());
                finish(request, answer, "applied", "control is back with the rules", cleared);
            }
            case "requestPriority" ->
                finish(request, answer, "rejected", "no signal controller is connected to this cabinet");
            default ->
                finish(
                        request,
                        answer,
                        "rejected",
                        "command is \"" + request.command()
                                + "\", expected dim, override, clearOverride or requestPriority");
        }
    }

    private void accept(
            Request request,
            DeviceId target,
            String source,
            Instant until,
            Consumer<Result> answer,
            CompletableFuture<?> kept) {
        Instant now = clock.instant();
        Result accepted = new Result(request.requestId(), "accepted", "", now);
        ledger.audit(request.issuedBy(), "remote-" + request.command(), target.value(), reason(request));
        supersede(target, source, now);
        CompletableFuture<Void> told = tell(accepted, answer, kept);
        pending.add(new Pending(request, target, source, until, answer, told));
    }

    /** An older request of the same party for the same target can no longer be applied. */
    private void supersede(DeviceId target, String source, Instant now) {
        pending.removeIf(older -> {
            boolean replaced = older.target().equals(target) && older.source().equals(source);
            if (replaced) {
                answer(older, "expired", "a newer request has taken its place", now);
            }
            return replaced;
        });
    }

    private void finish(Request request, Consumer<Result> answer, String outcome, String why) {
        finish(request, answer, outcome, why, NOW);
    }

    private void finish(
            Request request, Consumer<Result> answer, String outcome, String why, CompletableFuture<?> kept) {
        Result result = new Result(request.requestId(), outcome, why, clock.instant());
        ledger.audit(request.issuedBy(), "remote-" + request.command(), request.target(), outcome + " " + why);
        tell(result, answer, kept);
    }

    /** The platform is told once the result, and what it rests on, are on disk. */
    private CompletableFuture<Void> tell(Result result, Consumer<Result> answer, CompletableFuture<?> kept) {
        return CompletableFuture.allOf(requests.store(result), kept).handle((done, why) -> {
            if (why == null) {
                answer.accept(result);
            } else {
                log.error("request {} could not be written down, so it is not answered: {}", result.requestId(), why);
            }
            return null;
        });
    }

    /** What the platform wants of lamps now. */
    List<Proposal> proposals(Instant now) {
        dims.values().removeIf(proposal -> !proposal.expiresAt().isAfter(now));
        return List.copyOf(dims.values());
    }

    /** Tells the platform what has been applied or has expired meanwhile. */
    void settle(Instant now) {
        Iterator<Pending> all = pending.iterator();
        while (all.hasNext()) {
            Pending one = all.next();
            boolean wins = decisions
                    .current(one.target())
                    .map(Decision::winner)
                    .filter(winner -> winner.source().equals(one.source()))
                    .isPresent();
            if (wins && dispatcher.isInForce(one.target())) {
                all.remove();
                answer(one, "applied", "", now);
            } else if (!one.until().isAfter(now)) {
                all.remove();
                answer(one, "expired", "a stronger proposal or the device did not let it through", now);
            }
        }
    }

    private void answer(Pending one, String outcome, String why, Instant now) {
        tell(new Result(one.request().requestId(), outcome, why, now), one.answer(), one.told());
    }

    private static DimmingLevel level(Request request) {
        Object value = request.value().get("value");
        if (value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
            return new DimmingLevel(number.intValue());
        }
        throw new IllegalArgumentException("value is " + value + ", expected a whole number of percent, 0..100");
    }

    private static String reason(Request request) {
        return request.reason().isBlank() ? "asked for by " + request.issuedBy() : request.reason();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
