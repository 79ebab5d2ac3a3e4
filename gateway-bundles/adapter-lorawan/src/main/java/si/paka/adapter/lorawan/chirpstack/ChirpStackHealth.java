package si.paka.adapter.lorawan.chirpstack;

import java.util.Optional;
import si.paka.model.port.HealthCheck;

/** How the connections to ChirpStack are. */
record ChirpStackHealth(ChirpStackServer server, Optional<ServerApi> api) implements HealthCheck {
    @Override
    public String name() {
        return "chirpstack";
    }

    @Override
    public Result check() {
        String problem = server.problem();
        if (!problem.isEmpty()) {
            return new Result(State.WARNING, problem);
        }
        String summary = api.map(ServerApi::summary).orElse("");
        return new Result(State.OK, summary.isEmpty() ? "connected" : "connected; " + summary);
    }
}
