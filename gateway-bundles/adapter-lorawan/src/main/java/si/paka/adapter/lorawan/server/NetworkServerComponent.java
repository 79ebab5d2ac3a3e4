package si.paka.adapter.lorawan.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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
import si.paka.adapter.lorawan.NetworkServer;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.station.StationServer;
import si.paka.adapter.lorawan.station.StationTls;
import si.paka.adapter.lorawan.udp.PacketForwarderServer;
import si.paka.model.access.Credentials;
import si.paka.model.access.ServerIdentity;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MetricSource;

/** The cabinet's own network server, unless its settings switch it off. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.adapter.lorawan.server")
@Designate(ocd = NetworkServerComponent.Config.class)
public final class NetworkServerComponent {
    private static final Logger log = LoggerFactory.getLogger(NetworkServerComponent.class);
    private static final String OFF = "off";

    /** Settings. */
    @ObjectClassDefinition(name = "LoRaWAN network server of the cabinet")
    public @interface Config {
        @AttributeDefinition(description = "UDP port for packet forwarders: 0..65535, or off")
        String lorawan_udp_port() default "1700";

        @AttributeDefinition(description = "Address to listen on for packet forwarders")
        String lorawan_udp_host() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port for Basics Stations: 0..65535, or off")
        String lorawan_station_port() default "off";

        @AttributeDefinition(description = "Address to listen on for Basics Stations")
        String lorawan_station_host() default "0.0.0.0";

        @AttributeDefinition(description = "Whether Basics Stations speak TLS; false on a loopback address only")
        boolean lorawan_station_tls() default true;

        @AttributeDefinition(
                description =
                        "Concentrators: <eui>@<address>[;gain=dBi][;lat=..;lon=..], or <eui>@station;token=<sha-256>")
        String[] lorawan_gateways() default {};

        @AttributeDefinition(description = "Network identifier, 0..16777215; 0 and 1 are for private networks")
        int lorawan_netId() default 0;

        @AttributeDefinition(description = "How long receptions of one frame are gathered, 20..800 ms")
        int lorawan_window__ms() default 200;

        @AttributeDefinition(description = "Seconds from an uplink to the first window, 1..15")
        int lorawan_rxDelay__s() default 1;

        @AttributeDefinition(description = "Data rates the first window is slower, 0..5")
        int lorawan_rx1Offset() default 0;

        @AttributeDefinition(description = "Data rate of the second window of class A devices, 0..6")
        int lorawan_rx2DataRate() default 0;

        @AttributeDefinition(description = "Data rate that class C devices listen on, 0..6")
        int lorawan_classCDataRate() default 3;

        @AttributeDefinition(description = "What a concentrator may radiate where the band allows more, 0..29 dBm EIRP")
        int lorawan_mostEirp__dBm() default 27;

        @AttributeDefinition(description = "Share of the 10 % band kept for what protects people, 0..90 %")
        int lorawan_reserve__percent() default 30;

        @AttributeDefinition(description = "Margin that ADR leaves, 0..30 dB")
        int lorawan_adrMargin__dB() default 10;

        @AttributeDefinition(description = "How often devices are asked for their status, 0..8760 h; 0: never")
        int lorawan_statusInterval__h() default 24;
    }

    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final Gateways gateways;
    private final ServerSettings settings;
    private final Path data;
    private BuiltInServer server;
    private PacketForwarderServer forwarders;
    private StationServer stations;

    @Activate
    public NetworkServerComponent(
            BundleContext context,
            Config config,
            @Reference CabinetInfo cabinet,
            @Reference Credentials credentials,
            @Reference ServerIdentity identity,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles,
            @Reference StateStore store)
            throws IOException, GeneralSecurityException {
        data = cabinet.home().resolve("data");
        settings = settings(config);
        gateways = Gateways.of(List.of(config.lorawan_gateways()));
        Files.deleteIfExists(portFile("udp"));
        Files.deleteIfExists(portFile("station"));
        if (config.lorawan_udp_port().equals(OFF)
                && config.lorawan_station_port().equals(OFF)) {
            return;
        }
        server = new BuiltInServer(
                settings, gateways, new RegisteredDevices(credentials, register, profiles), store, Clock.systemUTC());
        listen(config, identity);
        register.onChange(server::devicesChanged);
        served.add(context.registerService(NetworkServer.class, server, null));
        served.add(context.registerService(HealthCheck.class, new Health(server, gateways), null));
        served.add(context.registerService(
                MetricSource.class,
                new ServerMetrics(server, Optional.ofNullable(forwarders), Optional.ofNullable(stations)),
                null));
    }

    private Path portFile(String kind) {
        return data.resolve("lorawan." + kind + ".port");
    }

    private void listen(Config config, ServerIdentity identity) throws IOException, GeneralSecurityException {
        if (!config.lorawan_udp_port().equals(OFF)) {
            InetSocketAddress address =
                    address("lorawan.udp.port", config.lorawan_udp_host(), config.lorawan_udp_port());
            server.open(events -> packetForwarders(address, events));
            tellPort("udp", forwarders.port());
        }
        if (!config.lorawan_station_port().equals(OFF)) {
            InetSocketAddress address =
                    address("lorawan.station.port", config.lorawan_station_host(), config.lorawan_station_port());
            if (!config.lorawan_station_tls() && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("lorawan.station.tls is false with lorawan.station.host "
                        + config.lorawan_station_host() + ", expected true, or a loopback address");
            }
            Optional<SSLContext> tls =
                    config.lorawan_station_tls() ? Optional.of(StationTls.context(identity)) : Optional.empty();
            server.open(events -> basicsStations(address, tls, events));
            tellPort("station", stations.getPort());
        }
    }

    private void tellPort(String kind, int port) throws IOException {
        Files.writeString(portFile(kind), port + "\n");
        log.info(
                "LoRaWAN network server: {} port {}, {} concentrators",
                kind,
                port,
                gateways.byEui().size());
    }

    private static ServerSettings settings(Config config) {
        return new ServerSettings(
                config.lorawan_netId(),
                Duration.ofMillis(config.lorawan_window__ms()),
                config.lorawan_rxDelay__s(),
                config.lorawan_rx1Offset(),
                config.lorawan_rx2DataRate(),
                config.lorawan_classCDataRate(),
                config.lorawan_mostEirp__dBm(),
                config.lorawan_reserve__percent() / 100.0,
                config.lorawan_adrMargin__dB(),
                Duration.ofHours(config.lorawan_statusInterval__h()));
    }

    private static InetSocketAddress address(String key, String host, String port) throws IOException {
        int number;
        try {
            number = Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is \"" + port + "\", expected 0..65535 or off", e);
        }
        ServerSettings.check(key, number, 0, 65_535);
        return new InetSocketAddress(InetAddress.getByName(host), number);
    }

    private BuiltInServer.Transceiver packetForwarders(InetSocketAddress address, RadioEvents events)
            throws IOException {
        PacketForwarderServer opened = new PacketForwarderServer(address, gateways, events, Clock.systemUTC());
        forwarders = opened;
        return new BuiltInServer.Transceiver() {
            @Override
            public void start() {
                opened.start();
            }

            @Override
            public void check() {
                opened.checkRoutes();
            }

            @Override
            public void close() {
                opened.close();
            }
        };
    }

    private BuiltInServer.Transceiver basicsStations(
            InetSocketAddress address, Optional<SSLContext> tls, RadioEvents events) throws IOException {
        StationServer opened =
                new StationServer(address, tls, gateways, events, Clock.systemUTC(), settings.mostEirp_dBm());
        opened.open();
        stations = opened;
        return new BuiltInServer.Transceiver() {
            @Override
            public void start() {
                // it listens already; what came before is repeated by the devices
            }

            @Override
            public void check() {
                // its library looks after silent connections
            }

            @Override
            public void close() {
                opened.shut();
            }
        };
    }

    private record Health(BuiltInServer server, Gateways gateways) implements HealthCheck {
        @Override
        public String name() {
            return "lorawan";
        }

        @Override
        public Result check() {
            String problem = server.problem();
            return problem.isEmpty()
                    ? new Result(State.OK, gateways.byEui().size() + " concentrators")
                    : new Result(State.WARNING, problem);
        }
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        if (server != null) {
            server.close();
        }
    }
}
