package si.paka.core.aggregate;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.decision.Command;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.port.DeviceAdapter;

/**
 * Takes commands for aggregates: a car park's number of vehicles, which profiles write to {@value #OCCUPIED}, a path of our own
 * in LwM2M's range for vendors.
 */
public final class AggregateAdapter implements DeviceAdapter {
    static final String OCCUPIED = "/33000/0/1";

    private final Aggregates aggregates;
    private final Executor gatewayThread;
    private final Clock clock;

    public AggregateAdapter(Aggregates aggregates, Executor gatewayThread, Clock clock) {
        this.aggregates = aggregates;
        this.gatewayThread = gatewayThread;
        this.clock = clock;
    }

    @Override
    public Transport transport() {
        return Transport.DERIVED;
    }

    @Override
    public CompletableFuture<Outcome> send(Command command) {
        List<EncodedCommand.ResourceWrite> writes =
                command.content() instanceof EncodedCommand.Writes all ? all.writes() : List.of();
        if (writes.size() != 1
                || !writes.get(0).path().equals(OCCUPIED)
                || !(writes.get(0).value() instanceof Value.Quantity vehicles)) {
            return CompletableFuture.completedFuture(new Outcome(
                    Outcome.State.REJECTED,
                    "found " + command.content() + ", expected one write to " + OCCUPIED,
                    clock.instant()));
        }
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        gatewayThread.execute(() -> {
            aggregates.set(command.device(), (int) Math.round(vehicles.number()), "hand", clock.instant());
            done.complete(new Outcome(Outcome.State.APPLIED, "counted anew", clock.instant()));
        });
        return done;
    }
}
