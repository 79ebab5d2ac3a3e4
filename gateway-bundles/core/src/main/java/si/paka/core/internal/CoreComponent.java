package si.paka.core.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.core.Gateway;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Transport;
import si.paka.model.decision.Rule;
import si.paka.model.journal.History;
import si.paka.model.journal.Journal;
import si.paka.model.journal.StateStore;
import si.paka.model.port.Alarms;
import si.paka.model.port.AuditTrail;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.Decisions;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceCommands;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.Ingest;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.MetricSource;
import si.paka.model.port.Overrides;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.SiteRegistry;
import si.paka.model.port.Twins;
import si.paka.model.port.UplinkFeed;

/** The only class of this bundle, beside the cabinet's, that knows OSGi: builds the gateway and serves its faces. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.core")
@Designate(ocd = CoreComponent.Config.class)
public final class CoreComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "Core")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Who on the platform's side may command, each <issuedBy>=<role>, e.g. dispatcher=operator")
        String[] platform_grants() default {};
    }

    private final Gateway gateway;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<Transport, DeviceAdapter> adapters = new ConcurrentHashMap<>();
    private final List<ServiceRegistration<?>> served = new ArrayList<>();

    @Activate
    public CoreComponent(
            BundleContext context,
            Config config,
            @Reference CabinetInfo cabinet,
            @Reference Journal journal,
            @Reference StateStore store,
            @Reference History history,
            @Reference DeviceProfiles profiles,
            @Reference MessageDecoder decoder,
            @Reference CommandEncoder encoder,
            @Reference EntityMapper entities,
            @Reference SiteRegistry site) {
        gateway = new Gateway(new Gateway.Parts(
                cabinet.town(),
                Clock.systemUTC(),
                journal,
                store,
                history,
                profiles,
                decoder,
                encoder,
                entities,
                site,
                () -> rules,
                transport -> Optional.ofNullable(adapters.get(transport)),
                Arrays.asList(config.platform_grants())));
        gateway.start();
        serve(context);
    }

    private void serve(BundleContext context) {
        serve(context, DeviceRegister.class, gateway.register());
        serve(context, Ingest.class, gateway.ingest());
        serve(context, UplinkFeed.class, gateway.feed());
        serve(context, Decisions.class, gateway.decisions());
        serve(context, Overrides.class, gateway.overrides());
        serve(context, Alarms.class, gateway.alarms());
        serve(context, RemoteCommands.class, gateway.remote());
        serve(context, DeviceCommands.class, gateway.commands());
        serve(context, AuditTrail.class, gateway.ledger());
        serve(context, Twins.class, new TwinsView());
        serve(context, HealthCheck.class, new GatewayHealth(gateway));
        serve(context, MetricSource.class, new GatewayMetrics(gateway));
    }

    private <T> void serve(BundleContext context, Class<T> face, T service) {
        served.add(context.registerService(face, service, null));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRule(Rule rule) {
        rules.add(rule);
    }

    void removeRule(Rule rule) {
        rules.remove(rule);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAdapter(DeviceAdapter adapter) {
        adapters.put(adapter.transport(), adapter);
    }

    void removeAdapter(DeviceAdapter adapter) {
        adapters.remove(adapter.transport(), adapter);
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        gateway.close();
    }

    private final class TwinsView implements Twins {
        @Override
        public Optional<DeviceTwin> find(DeviceId device) {
            return gateway.twin().find(device);
        }

        @Override
        public Collection<DeviceTwin> list() {
            return gateway.twin().list();
        }

        @Override
        public AutoCloseable listen(Consumer<Change> listener) {
            return gateway.listen(listener);
        }
    }
}
