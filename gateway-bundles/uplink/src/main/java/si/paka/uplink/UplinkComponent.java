package si.paka.uplink;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MetricSource;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.UplinkFeed;

/**
 * One target for each {@code uplink.<target>.url} in the settings, with {@code .protocol} (3.1.1 or 5), {@code .inflight}
 * (1..1000), {@code .clientId} and {@code .trustStore} beside it. The only class of this room that knows OSGi.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.uplink")
public final class UplinkComponent {
    private final List<Target> targets = new ArrayList<>();
    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final AutoCloseable listening;

    @Activate
    public UplinkComponent(
            BundleContext context,
            Map<String, Object> settings,
            @Reference CabinetInfo cabinet,
            @Reference UplinkFeed feed,
            @Reference StateStore store,
            @Reference RemoteCommands commands) {
        String clientId = "paka-" + cabinet.town() + "-" + cabinet.cabinet();
        Map<String, TargetSettings> wanted = TargetSettings.read(settings, clientId);
        feed.targets(List.copyOf(wanted.keySet()));
        Positions positions = new Positions(store);
        for (TargetSettings one : wanted.values()) {
            Target target = new Target(one, cabinet, feed, commands, positions, Clock.systemUTC());
            targets.add(target);
            served.add(context.registerService(HealthCheck.class, new Health(target), null));
            served.add(context.registerService(MetricSource.class, sink -> collect(target, sink), null));
        }
        listening = feed.listen(() -> targets.forEach(Target::wake));
        targets.forEach(Target::start);
    }

    private static void collect(Target target, MetricSource.Sink sink) {
        Map<String, String> labels = Map.of("target", target.name());
        target.counters().forEach((name, value) -> sink.counter(name, name.replace('_', ' '), labels, value));
        sink.gauge("uplink_backlog", "Messages that the platform has not acknowledged", labels, target.backlog());
    }

    private record Health(Target target) implements HealthCheck {
        @Override
        public String name() {
            return "uplink." + target.name();
        }

        @Override
        public Result check() {
            String waiting = target.backlog() + " messages wait";
            return target.problem().isEmpty()
                    ? new Result(State.OK, waiting)
                    : new Result(State.WARNING, target.problem() + "; " + waiting);
        }
    }

    @Deactivate
    void stop() throws Exception {
        served.forEach(ServiceRegistration::unregister);
        listening.close();
        targets.forEach(Target::close);
    }
}
