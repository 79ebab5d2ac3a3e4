package si.paka.adapter.lwm2m;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.server.LeshanServer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.Credentials;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.Ingest;
import si.paka.model.port.MetricSource;

/** The LwM2M server. The only class of this room that knows OSGi. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.adapter.lwm2m")
@Designate(ocd = Lwm2mComponent.Config.class)
public final class Lwm2mComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "LwM2M")
    public @interface Config {
        @AttributeDefinition(description = "UDP port of plain CoAP: 0..65535, or off")
        String lwm2m_coap_port() default "off";

        @AttributeDefinition(description = "UDP port of CoAP over DTLS: 0..65535, or off")
        String lwm2m_coaps_port() default "5684";

        @AttributeDefinition(description = "Address to listen on")
        String lwm2m_host() default "::";

        @AttributeDefinition(description = "Clients beyond which new ones are refused, 1..100000")
        int lwm2m_mostClients() default 10000;
    }

    private static final Logger log = LoggerFactory.getLogger(Lwm2mComponent.class);

    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final LeshanServer server;

    @Activate
    public Lwm2mComponent(
            BundleContext context,
            Config config,
            @Reference Ingest ingest,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles,
            @Reference Credentials credentials) {
        Lwm2mSettings settings = Lwm2mSettings.of(
                config.lwm2m_host(), config.lwm2m_coap_port(), config.lwm2m_coaps_port(), config.lwm2m_mostClients());
        if (!settings.listens()) {
            server = null;
            return;
        }
        String data = context.getProperty("paka.profiles.dir");
        Path models = data == null ? null : Path.of(data).resolve("lwm2m");
        settings.checkPortsAreFree();
        Refusals refusals = new Refusals(Clock.systemUTC());
        server = Lwm2mServer.create(settings, new PskSecurity(credentials, register), models, refusals);
        Observer observer = new Observer(ingest, register, profiles, Clock.systemUTC());
        Commander commander = new Commander(Clock.systemUTC());
        observer.follow(server);
        commander.follow(server);
        register.onChange(observer::registerChanged);
        server.start();
        log.info("LwM2M on {}", ports());
        served.add(context.registerService(DeviceAdapter.class, commander, null));
        served.add(context.registerService(HealthCheck.class, new Health(), null));
        served.add(context.registerService(
                MetricSource.class, sink -> collect(observer, commander, refusals, sink), null));
    }

    private List<String> ports() {
        List<String> ports = new ArrayList<>();
        server.getEndpoints().forEach(endpoint -> ports.add(endpoint.getURI().toString()));
        return ports;
    }

    private int clients() {
        int clients = 0;
        var all = server.getRegistrationService().getAllRegistrations();
        while (all.hasNext()) {
            all.next();
            clients++;
        }
        return clients;
    }

    private void collect(Observer observer, Commander commander, Refusals refusals, MetricSource.Sink sink) {
        sink.gauge("lwm2m_clients", "Registered clients", Map.of(), clients());
        sink.gauge("lwm2m_commands_asleep", "Commands that wait for sleeping clients", Map.of(), commander.waiting());
        sink.counter("lwm2m_registrations_total", "Registrations", Map.of(), observer.registrations.sum());
        sink.counter(
                "lwm2m_refused_registrations_total",
                "Registrations of clients that may not",
                Map.of(),
                refusals.registrations());
        sink.counter("lwm2m_failed_handshakes_total", "DTLS handshakes that failed", Map.of(), refusals.handshakes());
        sink.counter("lwm2m_notifications_total", "Values handed in", Map.of(), observer.notifications.sum());
        sink.counter("lwm2m_refused_total", "Values that could not be kept", Map.of(), observer.refused.sum());
        sink.counter("lwm2m_failures_total", "Exchanges that failed", Map.of(), observer.failures.sum());
        sink.counter("lwm2m_requests_total", "Writes and executions", Map.of(), commander.sent.sum());
        sink.counter(
                "lwm2m_requests_failed_total", "Writes and executions that failed", Map.of(), commander.failed.sum());
    }

    private final class Health implements HealthCheck {
        @Override
        public String name() {
            return "lwm2m";
        }

        @Override
        public Result check() {
            return new Result(State.OK, clients() + " clients on " + ports());
        }
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        if (server != null) {
            server.destroy();
        }
    }
}
