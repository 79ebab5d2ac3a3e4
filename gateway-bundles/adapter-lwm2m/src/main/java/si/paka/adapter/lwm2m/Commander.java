package si.paka.adapter.lwm2m;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.queue.PresenceListener;
import org.eclipse.leshan.server.registration.Registration;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Outcome.State;
import si.paka.model.port.DeviceAdapter;

/**
 * Writes and executes. A sleeping client's command waits until it wakes or the command expires; of several only the newest waits.
 */
final class Commander implements DeviceAdapter, PresenceListener {
    private static final int MOST_ASLEEP = 10_000;
    private static final long LONGEST_ms = 30_000;

    private record Waiting(Command command, CompletableFuture<Outcome> outcome) {}

    private final Clock clock;
    private final Map<String, Waiting> asleep = new ConcurrentHashMap<>();
    final LongAdder sent = new LongAdder();
    final LongAdder failed = new LongAdder();
    private LeshanServer server;

    Commander(Clock clock) {
        this.clock = clock;
    }

    void follow(LeshanServer which) {
        this.server = which;
        if (server.getPresenceService() != null) {
            server.getPresenceService().addListener(this);
        }
    }

    @Override
    public Transport transport() {
        return Transport.LWM2M;
    }

    @Override
    public CompletableFuture<Outcome> send(Command command) {
        String endpoint = command.device().address().value();
        Registration registration = server.getRegistrationService().getByEndpoint(endpoint);
        if (registration == null) {
            return CompletableFuture.completedFuture(outcome(State.FAILED, "it is not registered"));
        }
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        if (registration.usesQueueMode() && !server.getPresenceService().isClientAwake(registration)) {
            park(endpoint, new Waiting(command, outcome));
        } else {
            run(registration, command, outcome);
        }
        long life = Math.max(
                1, Duration.between(clock.instant(), command.expiresAt()).toMillis());
        return outcome.completeOnTimeout(
                new Outcome(State.EXPIRED, "no answer until " + command.expiresAt(), command.expiresAt()),
                life,
                TimeUnit.MILLISECONDS);
    }

    private void park(String endpoint, Waiting waiting) {
        if (asleep.size() >= MOST_ASLEEP) {
            waiting.outcome().complete(outcome(State.FAILED, "too many commands wait for sleeping devices"));
            return;
        }
        Waiting before = asleep.put(endpoint, waiting);
        if (before != null) {
            before.outcome().complete(outcome(State.EXPIRED, "a newer command has taken its place"));
        }
        waiting.outcome().whenComplete((done, why) -> asleep.remove(endpoint, waiting));
    }

    @Override
    public void onAwake(Registration registration) {
        Waiting waiting = asleep.remove(registration.getEndpoint());
        if (waiting != null && !waiting.outcome().isDone()) {
            run(registration, waiting.command(), waiting.outcome());
        }
    }

    @Override
    public void onSleeping(Registration registration) {
        // commands are held from now on
    }

    private void run(Registration registration, Command command, CompletableFuture<Outcome> outcome) {
        try {
            if (command.content() instanceof EncodedCommand.Writes writes) {
                write(registration, writes.writes(), 0, outcome);
            } else if (command.content() instanceof EncodedCommand.Execute execute) {
                ask(
                        registration,
                        new ExecuteRequest(execute.path(), execute.arguments()),
                        outcome,
                        () -> outcome.complete(outcome(State.APPLIED, "executed")));
            } else {
                outcome.complete(outcome(State.REJECTED, "an LwM2M device takes writes and executions only"));
            }
        } catch (RuntimeException e) { // a request that Leshan does not let be made
            outcome.complete(outcome(State.REJECTED, String.valueOf(e.getMessage())));
        }
    }

    /** One resource after the other, in order; the first refusal ends it. */
    private void write(
            Registration registration,
            List<EncodedCommand.ResourceWrite> writes,
            int at,
            CompletableFuture<Outcome> outcome) {
        if (at == writes.size()) {
            outcome.complete(outcome(State.APPLIED, "written"));
            return;
        }
        EncodedCommand.ResourceWrite one = writes.get(at);
        LwM2mPath path = new LwM2mPath(one.path());
        ask(
                registration,
                request(registration, path, one.value()),
                outcome,
                () -> write(registration, writes, at + 1, outcome));
    }

    private WriteRequest request(Registration registration, LwM2mPath path, Value value) {
        int resource = path.getResourceId();
        LwM2mSingleResource content;
        if (value instanceof Value.Flag flag) {
            content = LwM2mSingleResource.newBooleanResource(resource, flag.on());
        } else if (value instanceof Value.Quantity quantity) {
            content = isInteger(registration, path)
                    ? LwM2mSingleResource.newIntegerResource(resource, Math.round(quantity.number()))
                    : LwM2mSingleResource.newFloatResource(resource, quantity.number());
        } else if (value instanceof Value.Text text) {
            content = LwM2mSingleResource.newStringResource(resource, text.text());
        } else {
            throw new IllegalArgumentException("a place cannot be written");
        }
        return new WriteRequest(WriteRequest.Mode.UPDATE, path.getObjectId(), path.getObjectInstanceId(), content);
    }

    private boolean isInteger(Registration registration, LwM2mPath path) {
        LwM2mModel model = server.getModelProvider().getObjectModel(registration);
        ResourceModel resource = model.getResourceModel(path.getObjectId(), path.getResourceId());
        return resource == null || resource.type == ResourceModel.Type.INTEGER;
    }

    private <T extends LwM2mResponse> void ask(
            Registration registration,
            DownlinkDeviceManagementRequest<T> request,
            CompletableFuture<Outcome> outcome,
            Runnable next) {
        sent.increment();
        server.send(
                registration,
                request,
                LONGEST_ms,
                response -> {
                    if (response.isSuccess()) {
                        next.run();
                    } else {
                        failed.increment();
                        outcome.complete(outcome(
                                State.REJECTED, response.getCode() + " " + String.valueOf(response.getErrorMessage())));
                    }
                },
                error -> {
                    failed.increment();
                    outcome.complete(outcome(State.FAILED, "no answer: " + error.getMessage()));
                });
    }

    private Outcome outcome(State state, String why) {
        return new Outcome(state, why, clock.instant());
    }

    int waiting() {
        return asleep.size();
    }
}
