package si.paka.adapter.coap;

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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.model.access.Credentials;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.Ingest;
import si.paka.model.port.MetricSource;

/** CoAP devices. The only class of this room that knows OSGi. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.adapter.coap")
@Designate(ocd = CoapComponent.Config.class)
public final class CoapComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "CoAP devices")
    public @interface Config {
        @AttributeDefinition(description = "UDP port without encryption; 0 for any free one, off for none")
        String coap_port() default "off";

        @AttributeDefinition(description = "UDP port with DTLS; 0 for any free one, off for none")
        String coaps_port() default "5686";

        @AttributeDefinition(description = "IP address to listen on; :: or 0.0.0.0 for all, IPv6 and IPv4")
        String bind() default "::";

        @AttributeDefinition(description = "Requests worked on at once, 1..100000")
        int coap_inFlight() default 2_000;

        @AttributeDefinition(description = "Peers with a DTLS session or message id remembered, 100..100000")
        int coap_peers() default 10_000;

        @AttributeDefinition(description = "Requests in one go, 100..1000000; a 120th of it per second in the long run")
        int coap_burst() default 40_000;
    }

    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final DeviceServer server;

    @Activate
    public CoapComponent(
            BundleContext context,
            Config config,
            @Reference Ingest ingest,
            @Reference Credentials credentials,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles) {
        CoapSettings settings = CoapSettings.of(
                config.coap_port(),
                config.coaps_port(),
                config.bind(),
                config.coap_inFlight(),
                config.coap_peers(),
                config.coap_burst());
        Clock clock = Clock.systemUTC();
        CoapCounters counters = new CoapCounters();
        PostDesk desk = new PostDesk(new Gate(credentials, register, profiles), ingest, settings.inFlight());
        server = new DeviceServer(settings, desk, credentials, counters, clock);
        served.add(context.registerService(DeviceAdapter.class, new NoCommands(clock), null));
        served.add(context.registerService(HealthCheck.class, new Health(server), null));
        served.add(context.registerService(MetricSource.class, sink -> collect(counters, desk, sink), null));
    }

    private static void collect(CoapCounters counters, PostDesk desk, MetricSource.Sink sink) {
        counters.collect(sink);
        sink.gauge("coap_in_flight", "Requests without an answer yet", Map.of(), desk.inFlight());
    }

    private record Health(DeviceServer server) implements HealthCheck {
        @Override
        public String name() {
            return "coap";
        }

        @Override
        public Result check() {
            List<String> problems = server.problems();
            return problems.isEmpty()
                    ? new Result(State.OK, "listening")
                    : new Result(State.FAILED, String.join(", ", problems) + ": restart the gateway");
        }
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        server.close();
    }
}
