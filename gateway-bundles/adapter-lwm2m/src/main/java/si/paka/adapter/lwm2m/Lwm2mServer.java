package si.paka.adapter.lwm2m;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.leshan.core.endpoint.Protocol;
import org.eclipse.leshan.core.model.InvalidDDFFileException;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.UplinkRequest;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.LeshanServerBuilder;
import org.eclipse.leshan.server.model.VersionedModelProvider;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.security.DefaultAuthorizer;
import org.eclipse.leshan.servers.security.Authorization;
import org.eclipse.leshan.servers.security.SecurityStore;
import org.eclipse.leshan.transport.californium.server.endpoint.CaliforniumServerEndpointsProvider;
import org.eclipse.leshan.transport.californium.server.endpoint.coap.CoapServerProtocolProvider;
import org.eclipse.leshan.transport.californium.server.endpoint.coaps.CoapsServerProtocolProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up Leshan: few threads, the core objects and our own models, PSK from our credentials, a bound on clients. */
final class Lwm2mServer {
    private static final Logger log = LoggerFactory.getLogger(Lwm2mServer.class);
    private static final int CONNECTION_ID_BYTES = 6;
    private static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2");

    private Lwm2mServer() {}

    static LeshanServer create(Lwm2mSettings settings, SecurityStore security, Path models, Refusals refusals) {
        LeshanServerBuilder builder = new LeshanServerBuilder();
        builder.setObjectModelProvider(new VersionedModelProvider(models(models)));
        builder.setSecurityStore(security);
        BoundedAuthorizer authorizer = new BoundedAuthorizer(security, settings.mostClients(), refusals);
        builder.setAuthorizer(authorizer);
        var endpoints = new CaliforniumServerEndpointsProvider.Builder(
                new CoapServerProtocolProvider(),
                new CoapsServerProtocolProvider(dtls -> dtls.setHealthHandler(new HandshakeHealth(refusals))));
        endpoints.setConfiguration(tuned(endpoints.createDefaultConfiguration(), settings));
        settings.coap()
                .ifPresent(port -> endpoints.addEndpoint(new InetSocketAddress(settings.host(), port), Protocol.COAP));
        settings.coaps()
                .ifPresent(port -> endpoints.addEndpoint(new InetSocketAddress(settings.host(), port), Protocol.COAPS));
        builder.setEndpointsProviders(endpoints.build());
        LeshanServer server = builder.build();
        authorizer.server = server;
        return server;
    }

    private static Configuration tuned(Configuration configuration, Lwm2mSettings settings) {
        configuration.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 2);
        configuration.set(CoapConfig.MAX_ACTIVE_PEERS, settings.mostClients() * 2);
        configuration.set(DtlsConfig.DTLS_MAX_CONNECTIONS, settings.mostClients() * 2);
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES);
        return configuration;
    }

    static List<ObjectModel> models(Path folder) {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadAllDefault());
        if (folder == null || !Files.isDirectory(folder)) {
            log.warn("{} is not there; only the core objects are known", folder);
            return models;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>)
                    files.filter(f -> f.toString().endsWith(".xml")).sorted()::iterator) {
                load(file, models);
            }
        } catch (IOException e) {
            log.error("{} could not be read: {}", folder, e.toString());
        }
        return models;
    }

    private static void load(Path file, List<ObjectModel> models) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (ObjectModel model :
                    ObjectLoader.loadDdfFile(in, file.getFileName().toString())) {
                for (String version : VERSIONS) {
                    models.add(inVersion(model, version));
                }
            }
        } catch (InvalidDDFFileException e) {
            log.error("{}: {}; the object is not known", file, e.getMessage());
        }
    }

    /** Clients name other minor versions of an object than our file; the resources that we use are the same in all. */
    private static ObjectModel inVersion(ObjectModel model, String version) {
        return new ObjectModel(
                model.id,
                model.name,
                model.description,
                version,
                model.multiple,
                model.mandatory,
                List.copyOf(model.resources.values()));
    }

    /** Beside Leshan's own checks: a name that can be a device's, and not more clients than there may be. */
    private static final class BoundedAuthorizer extends DefaultAuthorizer {
        private final int most;
        private final Refusals refusals;
        private volatile LeshanServer server;

        BoundedAuthorizer(SecurityStore security, int most, Refusals refusals) {
            super(security);
            this.most = most;
            this.refusals = refusals;
        }

        @Override
        public Authorization isAuthorized(
                UplinkRequest<?> request,
                Registration registration,
                org.eclipse.leshan.core.peer.LwM2mPeer sender,
                org.eclipse.leshan.core.endpoint.EndpointUri uri) {
            if (!(request instanceof RegisterRequest asked)) {
                return super.isAuthorized(request, registration, sender, uri);
            }
            String endpoint = String.valueOf(asked.getEndpointName());
            if (Observer.address(endpoint).isEmpty()) {
                return declined("", "its endpoint name is no device address");
            }
            if (!hasRoom(endpoint)) {
                return declined(endpoint, most + " clients are registered, which is lwm2m.mostClients");
            }
            Authorization authorization = super.isAuthorized(request, registration, sender, uri);
            return authorization.isDeclined()
                    ? declined(endpoint, "its key or identity is not the one on record for this device")
                    : authorization;
        }

        private Authorization declined(String endpoint, String why) {
            refusals.registration(endpoint, why);
            return Authorization.declined();
        }

        private boolean hasRoom(String endpoint) {
            if (server.getRegistrationService().getByEndpoint(endpoint) != null) {
                return true;
            }
            int clients = 0;
            Iterator<Registration> all = server.getRegistrationService().getAllRegistrations();
            while (all.hasNext() && clients < most) {
                all.next();
                clients++;
            }
            return clients < most;
        }
    }
}
