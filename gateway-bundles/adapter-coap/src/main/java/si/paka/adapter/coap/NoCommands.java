package si.paka.adapter.coap;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.Outcome;
import si.paka.model.port.DeviceAdapter;

/** A CoAP device opens every exchange itself, so a command cannot reach it yet. */
final class NoCommands implements DeviceAdapter {
    private final Clock clock;

    NoCommands(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Transport transport() {
        return Transport.COAP;
    }

    @Override
    public CompletableFuture<Outcome> send(Command command) {
        return CompletableFuture.completedFuture(
                new Outcome(Outcome.State.REJECTED, "this device takes no commands over CoAP", clock.instant()));
    }
}
