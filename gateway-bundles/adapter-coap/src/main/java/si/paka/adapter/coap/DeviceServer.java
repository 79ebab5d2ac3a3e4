package si.paka.adapter.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.eclipse.californium.elements.util.NamedThreadFactory;
import org.eclipse.californium.elements.util.ProtocolScheduledExecutorService;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.Credentials;

/** The CoAP server: its endpoints, threads and the one resource {@code /d}. */
final class DeviceServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeviceServer.class);

    private final CoapSettings settings;
    private final CoapCounters counters;
    private final Configuration configuration;
    private final ProtocolScheduledExecutorService executor;
    private final CoapServer server;
    private final OptionalInt port;
    private final OptionalInt securePort;

    /** Starts it; the endpoints are bound when this returns. */
    DeviceServer(CoapSettings settings, PostDesk desk, Credentials credentials, CoapCounters counters, Clock clock) {
        this.settings = settings;
        this.counters = counters;
        configuration = CoapTuning.configuration(settings);
        executor = ExecutorsUtil.newSingleThreadedProtocolExecutor(
                new NamedThreadFactory("paka-coap#", NamedThreadFactory.COAP_THREAD_GROUP, true));
        server = new BareServer(configuration);
        server.setExecutor(executor, true);
        server.add(new DeviceResource(desk, counters, clock, executor));
        try {
            port = open("coap.port", settings.port(), this::plain);
            securePort = open("coaps.port", settings.securePort(), number -> secure(number, credentials));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (port.isPresent() || securePort.isPresent()) {
            server.start();
        }
        log.info("CoAP on {}: coap {}, coaps {}", settings.bind().getHostAddress(), text(port), text(securePort));
    }

    /** The port that is bound, empty if the settings want none. */
    OptionalInt port() {
        return port;
    }

    OptionalInt securePort() {
        return securePort;
    }

    private static String text(OptionalInt port) {
        return port.isPresent() ? Integer.toString(port.getAsInt()) : "off";
    }

    /** Bound one by one, because the server as a whole only logs an address that is taken. */
    private OptionalInt open(String key, OptionalInt number, IntFunction<CoapEndpoint> maker) throws IOException {
        if (number.isEmpty()) {
            return number;
        }
        CoapEndpoint endpoint = maker.apply(number.getAsInt());
        endpoint.addInterceptor(new FloodGuard(settings.burst(), counters, System.nanoTime()));
        endpoint.addPostProcessInterceptor(new MalformedCount(counters));
        server.addEndpoint(endpoint);
        try {
            endpoint.start();
        } catch (IOException e) {
            throw new IOException(
                    key + " is " + number.getAsInt() + ", which cannot be opened on "
                            + settings.bind().getHostAddress() + " (" + e.getMessage()
                            + "); expected a port that no other program has, or off",
                    e);
        }
        return OptionalInt.of(endpoint.getAddress().getPort());
    }

    private CoapEndpoint plain(int number) {
        return CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setInetSocketAddress(settings.address(number))
                .build();
    }

    private CoapEndpoint secure(int number, Credentials credentials) {
        InetSocketAddress address = settings.address(number);
        DtlsConnectorConfig dtls = DtlsConnectorConfig.builder(configuration)
                .setAddress(address)
                .setPskStore(new DevicePskStore(credentials, counters))
                .setHealthHandler(new DtlsCounting(counters))
                .build();
        return CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setConnector(new DTLSConnector(dtls))
                .build();
    }

    /** Problems that are there now: an endpoint that no longer runs. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Endpoint endpoint : server.getEndpoints()) {
            if (!endpoint.isStarted()) {
                problems.add(endpoint.getUri() + " is not open");
            }
        }
        return problems;
    }

    @Override
    public void close() {
        server.destroy();
        executor.shutdownNow();
    }

    /** Without Californium's greeting at the root, which tells strangers what runs here. */
    private static final class BareServer extends CoapServer {
        BareServer(Configuration configuration) {
            super(configuration);
        }

        @Override
        protected Resource createRoot() {
            CoapResource root = new CoapResource("");
            root.setVisible(false);
            return root;
        }
    }
}
