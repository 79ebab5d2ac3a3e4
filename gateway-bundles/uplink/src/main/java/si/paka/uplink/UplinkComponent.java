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
        if (!wanted.isEmpty()) { // else what was numbered before goes on being numbered: it may be wanted again
            feed.targets(List.copyOf(wanted.keySet()));
        }
        Positions positions = new Positions(store);
        for (TargetSettings one : wanted.values()) {
            targets.add(new Target(
                    one, cabinet, feed, commands, positions, PlatformConnection.opener(one), Clock.systemUTC()));
        }
        listening = feed.listen(() -> targets.forEach(Target::wake));
        for (Target target : targets) {
            served.add(context.registerService(HealthCheck.class, new Health(target), null));
            served.add(context.registerService(
                    MetricSource.class, sink -> target.figures().collect(target.name(), sink), null));
            target.start();
        }
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
        targets.forEach(Target::stop); // all at once, then wait for each
        targets.forEach(Target::close);
    }
}
