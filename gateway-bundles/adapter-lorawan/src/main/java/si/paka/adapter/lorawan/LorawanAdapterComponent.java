package si.paka.adapter.lorawan;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.Ingest;

/** Puts the network servers that are there behind one adapter. Registers it while there is at least one. */
@Component(
        service = {},
        immediate = true)
public final class LorawanAdapterComponent {
    private final List<NetworkServer> servers = new CopyOnWriteArrayList<>();
    private final BundleContext context;
    private final NetworkEvents events;
    private ServiceRegistration<DeviceAdapter> served;

    @Activate
    public LorawanAdapterComponent(BundleContext context, @Reference Ingest ingest) {
        this.context = context;
        this.events = new UplinkDelivery(ingest);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addServer(NetworkServer server) {
        servers.add(server);
        server.start(events);
        if (served == null) {
            served = context.registerService(DeviceAdapter.class, new LorawanAdapter(servers, Clock.systemUTC()), null);
        }
    }

    synchronized void removeServer(NetworkServer server) {
        servers.remove(server);
        if (servers.isEmpty()) {
            stop();
        }
    }

    @Deactivate
    synchronized void stop() {
        if (served != null) {
            served.unregister();
            served = null;
        }
    }
}
