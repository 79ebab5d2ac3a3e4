package si.paka.adapter.lorawan;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.Ingest;
import si.paka.model.port.MetricSource;

/** LoRaWAN through a ChirpStack server, if the settings name one. The only class of this room that knows OSGi. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.adapter.lorawan")
@Designate(ocd = LorawanComponent.Config.class)
public final class LorawanComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "LoRaWAN through ChirpStack")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "mqtt:// or mqtts://[user:password@]host[:port] of ChirpStack's broker; empty or off for none")
        String chirpstack_url() default "";

        @AttributeDefinition(description = "MQTT client id; empty for paka-<town>-<cabinet>")
        String chirpstack_clientId() default "";

        @AttributeDefinition(description = "One application id, or + for all")
        String chirpstack_applications() default "+";

        @AttributeDefinition(
                description =
                        "PEM or PKCS #12 file (without password) with what to trust; empty for the system's authorities")
        String chirpstack_trustStore() default "";
    }

    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final ChirpStackClient client;

    @Activate
    public LorawanComponent(
            BundleContext context,
            Config config,
            @Reference CabinetInfo cabinet,
            @Reference Ingest ingest,
            @Reference StateStore store) {
        if (config.chirpstack_url().isBlank() || config.chirpstack_url().equals("off")) {
            client = null;
            return;
        }
        String id = config.chirpstack_clientId().isBlank()
                ? "paka-" + cabinet.town() + "-" + cabinet.cabinet()
                : config.chirpstack_clientId();
        ChirpStackSettings settings = ChirpStackSettings.of(
                config.chirpstack_url(), id, config.chirpstack_applications(), config.chirpstack_trustStore());
        client = new ChirpStackClient(settings);
        Clock clock = Clock.systemUTC();
        Downlinks downlinks = new Downlinks(new Applications(store), client, clock);
        EventCounts counts = new EventCounts(clock);
        served.add(context.registerService(DeviceAdapter.class, downlinks, null));
        served.add(context.registerService(HealthCheck.class, new Health(client), null));
        served.add(context.registerService(MetricSource.class, new ChirpStackMetrics(client, counts, downlinks), null));
        client.start(new EventReader(ingest, downlinks, counts, clock));
    }

    private record Health(ChirpStackClient client) implements HealthCheck {
        @Override
        public String name() {
            return "chirpstack";
        }

        @Override
        public Result check() {
            return client.problem().isEmpty()
                    ? new Result(State.OK, "connected")
                    : new Result(State.WARNING, client.problem());
        }
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        if (client != null) {
            client.close();
        }
    }
}
