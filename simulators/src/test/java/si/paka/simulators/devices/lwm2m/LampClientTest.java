package si.paka.simulators.devices.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.model.StaticModelProvider;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.servers.security.InMemorySecurityStore;
import org.eclipse.leshan.servers.security.SecurityInfo;
import org.eclipse.leshan.transport.californium.server.endpoint.CaliforniumServerEndpointsProvider;
import org.eclipse.leshan.transport.californium.server.endpoint.coap.CoapServerProtocolProvider;
import org.eclipse.leshan.transport.californium.server.endpoint.coaps.CoapsServerProtocolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import si.paka.simulators.gateway.Await;

/** A simulated lamp with a plain Leshan server, over both transports. */
class LampClientTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService work = Executors.newScheduledThreadPool(2);
    private final Map<String, Object> notified = new ConcurrentHashMap<>();
    private final InMemorySecurityStore keys = new InMemorySecurityStore();
    private LeshanServer server;

    @BeforeEach
    void start() throws Exception {
        keys.add(SecurityInfo.newPreSharedKeyInfo(
                "lamp-coaps", "lamp-coaps", HexFormat.of().parseHex(KEY)));
        var endpoints = new CaliforniumServerEndpointsProvider.Builder(
                new CoapServerProtocolProvider(), new CoapsServerProtocolProvider());
        endpoints.addEndpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Protocol.COAP);
        endpoints.addEndpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Protocol.COAPS);
        server = new LeshanServerBuilder()
                .setObjectModelProvider(new StaticModelProvider(LampModels.load()))
                .setSecurityStore(keys)
                .setEndpointsProviders(endpoints.build())
                .build();
        server.getObservationService().addListener(new Notes());
        server.start();
    }

    @AfterEach
    void stop() {
        server.destroy();
        work.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coap", "coaps"})
    void followsCommandsAndTellsPresence(String scheme) throws Exception {
        Protocol protocol = scheme.equals("coaps") ? Protocol.COAPS : Protocol.COAP;
        int port = server.getEndpoint(protocol).getURI().getPort();
        String psk = scheme.equals("coaps") ? KEY : "";
        try (LampClient lamp =
                new LampClient("lamp-" + scheme, scheme + "://127.0.0.1:" + port, psk, work, level -> {})) {
            assertTrue(Await.until(PATIENCE, () -> registration(scheme) != null), "it registers");
            Registration registration = registration(scheme);
            observe(registration, "/3302/0/5500");
            observe(registration, "/3311/0/5851");

            server.send(registration, new WriteRequest(3311, 0, 5851, 40L), 5_000);
            assertEquals(40, lamp.lamp().commanded());
            lamp.advance(Duration.ofSeconds(2));
            lamp.advance(Duration.ofSeconds(1));
            assertTrue(Await.until(PATIENCE, () -> Long.valueOf(40).equals(notified.get("/3311/0/5851"))));

            lamp.sense(true);
            assertTrue(Await.until(PATIENCE, () -> Boolean.TRUE.equals(notified.get("/3302/0/5500"))));
        }
    }

    private Registration registration(String scheme) {
        return server.getRegistrationService().getByEndpoint("lamp-" + scheme);
    }

    private void observe(Registration registration, String path) throws InterruptedException {
        ObserveResponse response = server.send(registration, new ObserveRequest(path), 5_000);
        assertTrue(response != null && response.isSuccess(), path + " can be observed");
    }

    private final class Notes implements ObservationListener {
        @Override
        public void onResponse(SingleObservation observation, Registration registration, ObserveResponse response) {
            if (response.getContent() instanceof LwM2mSingleResource resource) {
                notified.put(observation.getPath().toString(), resource.getValue());
            }
        }

        @Override
        public void newObservation(
                org.eclipse.leshan.core.observation.Observation observation, Registration registration) {}

        @Override
        public void cancelled(org.eclipse.leshan.core.observation.Observation observation) {}

        @Override
        public void onResponse(
                org.eclipse.leshan.core.observation.CompositeObservation observation,
                Registration registration,
                org.eclipse.leshan.core.response.ObserveCompositeResponse response) {}

        @Override
        public void onError(
                org.eclipse.leshan.core.observation.Observation observation,
                Registration registration,
                Exception error) {}
    }
}
