package si.paka.simulators.devices.lwm2m;

import static org.eclipse.leshan.core.LwM2mId.SECURITY;
import static org.eclipse.leshan.core.LwM2mId.SERVER;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.LeshanClientBuilder;
import org.eclipse.leshan.client.endpoint.LwM2mClientEndpointsProvider;
import org.eclipse.leshan.client.engine.DefaultRegistrationEngineFactory;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
import org.eclipse.leshan.client.resource.LwM2mObjectEnabler;
import org.eclipse.leshan.client.resource.ObjectsInitializer;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.transport.californium.client.endpoint.CaliforniumClientEndpointsProvider;
import org.eclipse.leshan.transport.californium.client.endpoint.ClientProtocolProvider;
import org.eclipse.leshan.transport.californium.client.endpoint.coap.CoapClientProtocolProvider;
import org.eclipse.leshan.transport.californium.client.endpoint.coaps.CoapsClientProtocolProvider;

/** One lamp on the network: a Leshan client with objects 3, 3302, 3305 and 3311. */
public final class LampClient implements AutoCloseable {
    private static final LwM2mModel MODELS = LampModels.load();
    private static final int SHORT_SERVER_ID = 123;
    private static final long LIFETIME_S = 60;
    private static final int RETRY_MS = 5_000;

    private final Lamp lamp = new Lamp();
    private final String endpoint;
    private final LeshanClient client;
    private final LampObject device;
    private final LampObject light;
    private final LampObject presence;
    private final LampObject meter;
    private double reportedPower = -1;

    /**
     * Starts to register at once and goes on trying until closed.
     *
     * @param uri {@code coap://host:port} or {@code coaps://host:port}
     * @param psk key in hex, its identity is the endpoint's name; empty for coap
     * @param executor shared by all lamps
     * @param commanded told of each new dimming level that was written, in percent
     */
    public LampClient(
            String endpoint, String uri, String psk, ScheduledExecutorService executor, IntConsumer commanded) {
        this.endpoint = endpoint;
        device = new LampObject()
                .reads(0, () -> "Paka")
                .reads(1, () -> "reference luminaire")
                .reads(2, () -> endpoint)
                .reads(3, () -> "1.0")
                .reads(11, () -> lamp.isFaulty() ? 8L : 0L)
                .reads(16, () -> "U")
                .runs(4, () -> lamp.fail(false));
        light = new LampObject()
                .reads(LampModels.ON_OFF, lamp::isOn)
                .writes(LampModels.ON_OFF, value -> lamp.switchOn((Boolean) value))
                .reads(LampModels.DIMMER, () -> (long) lamp.level())
                .writes(LampModels.DIMMER, value -> {
                    lamp.dim(((Number) value).intValue());
                    commanded.accept(lamp.commanded());
                });
        meter = new LampObject()
                .reads(LampModels.ACTIVE_POWER, () -> Math.round(lamp.power() * 10) / 10.0)
                .reads(LampModels.ACTIVE_ENERGY, () -> Math.round(lamp.energy() * 1000) / 1000.0);
        presence = new LampObject().reads(LampModels.PRESENT, lamp::presence);
        client = new LeshanClientBuilder(endpoint)
                .setObjects(objects(security(uri, psk)))
                .setSharedExecutor(executor)
                .setRegistrationEngineFactory(new DefaultRegistrationEngineFactory()
                        .setRetryWaitingTimeInMs(RETRY_MS)
                        .setDeregistrationTimeoutInMs(500))
                .setEndpointsProviders(transport(uri.startsWith("coaps:")))
                .build();
        client.start();
    }

    public String endpoint() {
        return endpoint;
    }

    public Lamp lamp() {
        return lamp;
    }

    public boolean isRegistered() {
        return !client.getRegisteredServers().isEmpty();
    }

    /** Somebody came near, or nobody is near any more. */
    public void sense(boolean somebody) {
        if (lamp.presence() != somebody) {
            lamp.sense(somebody);
            presence.fireResourceChange(LampModels.PRESENT);
        }
    }

    /** Breaks or mends the lamp. */
    public void fail(boolean faulty) {
        lamp.fail(faulty);
        device.fireResourceChange(11);
    }

    /** Lets time pass and reports what changed by it, once a fade has ended. */
    public void advance(Duration time) {
        boolean fading = lamp.advance(time);
        double power = lamp.power();
        if (!fading && power != reportedPower) {
            reportedPower = power;
            light.fireResourceChange(LampModels.DIMMER);
            meter.fireResourceChange(LampModels.ACTIVE_POWER);
        }
    }

    /** Leaves without a word to the server, as a lamp does that loses its supply. */
    @Override
    public void close() {
        client.destroy(false);
    }

    private Security security(String uri, String psk) {
        return psk.isEmpty()
                ? Security.noSec(uri, SHORT_SERVER_ID)
                : Security.psk(
                        uri,
                        SHORT_SERVER_ID,
                        endpoint.getBytes(StandardCharsets.UTF_8),
                        HexFormat.of().parseHex(psk));
    }

    private List<LwM2mObjectEnabler> objects(Security security) {
        ObjectsInitializer objects = new ObjectsInitializer(MODELS);
        objects.setInstancesForObject(SECURITY, security);
        objects.setInstancesForObject(SERVER, new Server(SHORT_SERVER_ID, LIFETIME_S));
        objects.setInstancesForObject(LampModels.DEVICE, device);
        objects.setInstancesForObject(LampModels.LIGHT, light);
        objects.setInstancesForObject(LampModels.POWER, meter);
        objects.setInstancesForObject(LampModels.PRESENCE, presence);
        return objects.createAll();
    }

    private static LwM2mClientEndpointsProvider transport(boolean secure) {
        ClientProtocolProvider protocol = secure ? new CoapsClientProtocolProvider() : new CoapClientProtocolProvider();
        var provider = new CaliforniumClientEndpointsProvider.Builder(protocol);
        provider.setConfiguration(FrugalCoap.shrink(provider.createDefaultConfiguration()));
        provider.setClientAddress(InetAddress.getLoopbackAddress());
        return provider.build();
    }
}
