package si.paka.core.internal;

import java.time.Duration;
import java.util.Map;
import si.paka.core.Gateway;
import si.paka.model.port.HealthCheck;

/** Whether the gateway thread turns and the rules work. */
final class GatewayHealth implements HealthCheck {
    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Gateway gateway;

    GatewayHealth(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Result check() {
        Duration idle = gateway.thread().idleFor();
        if (idle.compareTo(STUCK) > 0) {
            return new Result(
                    State.FAILED, "the gateway thread has not turned for " + idle.toSeconds() + " s; restart Paka");
        }
        Map<String, String> failing = gateway.loop().failing();
        if (!failing.isEmpty()) {
            return new Result(State.WARNING, "rules that fail now: " + failing);
        }
        if (gateway.ledger().lost() > 0) {
            return new Result(State.FAILED, gateway.ledger().lost() + " ledger records were lost; free disk space");
        }
        return new Result(State.OK, gateway.register().list().size() + " devices");
    }
}
