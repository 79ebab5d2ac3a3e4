package si.paka.adapter.lorawan.chirpstack;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.adapter.lorawan.NetworkServer;
import si.paka.adapter.lorawan.chirpstack.api.ApiFactory;
import si.paka.model.access.Credentials;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.ConsoleCommand;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MetricSource;
import si.paka.model.port.SiteRegistry;

/** LoRaWAN through a ChirpStack server, if the settings name one. Of the ChirpStack client only this class knows OSGi. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.adapter.lorawan")
@Designate(ocd = ChirpStackComponent.Config.class)
public final class ChirpStackComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "LoRaWAN through ChirpStack")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "mqtt:// or mqtts://[user:password@]host[:port] of ChirpStack's broker; empty or off for none")
        String chirpstack_url() default "";

        @AttributeDefinition(description = "json or protobuf, as the server's integration.mqtt.json says")
        String chirpstack_marshaler() default "json";

        @AttributeDefinition(description = "MQTT client id; empty for paka-<town>-<cabinet>")
        String chirpstack_clientId() default "";

        @AttributeDefinition(description = "One application id, or + for all")
        String chirpstack_applications() default "+";

        @AttributeDefinition(
                description =
                        "PEM or PKCS #12 file (without password) with what to trust; empty for the system's authorities")
        String chirpstack_trustStore() default "";

        @AttributeDefinition(description = "PEM file with the client's certificate; empty for none")
        String chirpstack_clientCertificate() default "";

        @AttributeDefinition(description = "PEM file with the client's key, PKCS #8 without a password")
        String chirpstack_clientKey() default "";

        @AttributeDefinition(description = "http:// or https://host[:port] of the gRPC API; empty or off for none")
        String chirpstack_api_url() default "";

        @AttributeDefinition(description = "File with the API key of a tenant, below the home directory or absolute")
        String chirpstack_api_keyFile() default "";

        @AttributeDefinition(description = "The API key itself; a file is better")
        String chirpstack_api_key() default "";

        @AttributeDefinition(description = "UUID of the tenant; needed where the application is a name")
        String chirpstack_api_tenant() default "";

        @AttributeDefinition(description = "UUID or name of the application; empty for paka-<cabinet>")
        String chirpstack_api_application() default "";

        @AttributeDefinition(description = "off, report (show differences from the register) or apply")
        String chirpstack_api_reconcile() default "report";

        @AttributeDefinition(
                description =
                        "Which LoRaWAN devices live there: without-keys (those whose keys the cabinet holds are the built-in server's), or all (their keys are handed over)")
        String chirpstack_api_devices() default "without-keys";

        @AttributeDefinition(description = "JSON file with streets' multicast sessions; empty for none")
        String chirpstack_api_groups() default "";
    }

    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final ChirpStackServer server;

    @Activate
    public ChirpStackComponent(
            BundleContext context,
            Config config,
            @Reference CabinetInfo cabinet,
            @Reference StateStore store,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles,
            @Reference SiteRegistry site,
            @Reference Credentials credentials) {
        if (isOff(config.chirpstack_url())) {
            server = null;
            return;
        }
        String id = config.chirpstack_clientId().isBlank()
                ? "paka-" + cabinet.town() + "-" + cabinet.cabinet()
                : config.chirpstack_clientId();
        Tls tls = new Tls(
                config.chirpstack_trustStore(), config.chirpstack_clientCertificate(), config.chirpstack_clientKey());
        ChirpStackClient client = new ChirpStackClient(
                ChirpStackSettings.of(config.chirpstack_url(), id, config.chirpstack_applications(), tls));
        Marshaler marshaler = Marshaler.named(config.chirpstack_marshaler());
        Clock clock = Clock.systemUTC();
        Applications applications = new Applications(store);
        Optional<ServerApi> api = isOff(config.chirpstack_api_url())
                ? Optional.empty()
                : Optional.of(
                        openApi(config, tls, cabinet, register, profiles, site, credentials, applications, clock));
        EventCounts counts = new EventCounts(clock);
        server = new ChirpStackServer(client, marshaler, applications, api, counts, clock);
        served.add(context.registerService(NetworkServer.class, server, null));
        served.add(context.registerService(HealthCheck.class, new ChirpStackHealth(server, api), null));
        served.add(context.registerService(
                MetricSource.class, new ChirpStackMetrics(client, counts, server.downlinks(), api), null));
        served.add(context.registerService(ConsoleCommand.class, new ChirpStackCommand(server, api), null));
    }

    private static boolean isOff(String url) {
        return url.isBlank() || url.equals("off");
    }

    /** Only here the gRPC library begins to be loaded. */
    private static ServerApi openApi(
            Config config,
            Tls tls,
            CabinetInfo cabinet,
            DeviceRegister register,
            DeviceProfiles profiles,
            SiteRegistry site,
            Credentials credentials,
            Applications applications,
            Clock clock) {
        Path home = cabinet.home();
        String application = config.chirpstack_api_application().isBlank()
                ? "paka-" + cabinet.cabinet()
                : config.chirpstack_api_application();
        ServerApi api = ApiFactory.open(
                new ApiFactory.Place(
                        home,
                        config.chirpstack_api_url(),
                        config.chirpstack_api_key(),
                        config.chirpstack_api_keyFile(),
                        tls,
                        config.chirpstack_api_tenant(),
                        application,
                        config.chirpstack_api_reconcile(),
                        config.chirpstack_api_devices(),
                        config.chirpstack_api_groups()),
                cabinet.cabinet(),
                register,
                profiles,
                site,
                credentials,
                applications::put,
                clock);
        register.onChange(api::registerChanged);
        return api;
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        if (server != null) {
            server.close();
        }
    }
}
