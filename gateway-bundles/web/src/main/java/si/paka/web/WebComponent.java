package si.paka.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.ServerIdentity;
import si.paka.model.port.PublicAddress;
import si.paka.web.api.ApiServlet;
import si.paka.web.api.EventsServlet;
import si.paka.web.ngsild.NgsiLdServlet;
import si.paka.web.page.PageServlet;

/** Sets up HTTPS, the pages and the API. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.web")
@Designate(ocd = WebComponent.Config.class)
public final class WebComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "Pages and API")
    public @interface Config {
        @AttributeDefinition(description = "TCP port of pages and API, TLS: 1..65535, 0 for a free one, or off")
        String web_port() default "8443";

        @AttributeDefinition(description = "Address to listen on; :: for all, IPv6 and IPv4")
        String web_host() default "::";
    }

    private static final Logger log = LoggerFactory.getLogger(WebComponent.class);
    private static final String JETTY = "org.apache.felix.http";

    private final BundleContext context;
    private final String host;
    private final Ports ports;
    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private EventsServlet events;
    private String told = "";
    private Address address;
    private ServiceRegistration<PublicAddress> reachable;

    @Activate
    public WebComponent(
            BundleContext context,
            Config config,
            @Reference ConfigurationAdmin configurations,
            @Reference PortsComponent component)
            throws IOException {
        this.context = context;
        this.host = config.web_host();
        ports = component.ports();
        int port = port(config.web_port());
        if (port < 0) {
            log.info("pages and API are off (web.port)");
            return;
        }
        checkFree(config.web_host(), port);
        serve(context);
        configureJetty(configurations, ports.identity(), config.web_host(), port);
        if (port > 0) {
            reachableAt(port);
        }
    }

    /** Tells the other rooms; a free port is known only once it is bound. */
    private synchronized void reachableAt(int port) {
        Address now = Address.of(host, port);
        if (now.equals(address)) {
            return;
        }
        withdraw();
        address = now;
        reachable = context.registerService(PublicAddress.class, now, null);
    }

    private synchronized void withdraw() {
        if (reachable != null) {
            reachable.unregister();
            reachable = null;
        }
    }

    static int port(String text) {
        if (text.equals("off")) {
            return -1;
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("web.port is " + text + ", expected 0..65535 or off");
    }

    /** Jetty only logs a port that it can't have; so it is told before. */
    static void checkFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true); // as Jetty does: connections of a former run may still be winding up
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "web.port is " + port + ", which cannot be opened on web.host " + host + " (" + e.getMessage()
                            + "); expected a port that no other program has, or off",
                    e);
        }
    }

    private void serve(BundleContext context) {
        events = new EventsServlet(ports);
        serve(context, events, "/api/v1/events");
        serve(context, new ApiServlet(ports), "/api/v1/*");
        serve(context, new NgsiLdServlet(ports), "/ngsi-ld/*");
        serve(context, new PageServlet(ports), "/");
    }

    private void serve(BundleContext context, Servlet servlet, String pattern) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", pattern);
        properties.put("osgi.http.whiteboard.servlet.name", servlet.getClass().getSimpleName());
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        served.add(context.registerService(Servlet.class, servlet, properties));
    }

    /** HTTPS only, with the cabinet's own certificate, few threads. */
    private static void configureJetty(
            ConfigurationAdmin configurations, ServerIdentity identity, String host, int port) throws IOException {
        Dictionary<String, Object> jetty = new Hashtable<>();
        jetty.put("org.apache.felix.http.enable", false);
        jetty.put("org.apache.felix.https.enable", true);
        jetty.put("org.osgi.service.http.port.secure", port);
        jetty.put("org.apache.felix.http.host", host);
        jetty.put("org.apache.felix.https.keystore", identity.keyStore().toString());
        jetty.put("org.apache.felix.https.keystore.password", new String(identity.keyStorePassword()));
        jetty.put("org.apache.felix.https.keystore.key.password", new String(identity.keyStorePassword()));
        jetty.put("org.apache.felix.https.jetty.protocols.included", new String[] {"TLSv1.2", "TLSv1.3"});
        jetty.put("org.apache.felix.http.jetty.threadpool.max", 12);
        jetty.put("org.apache.felix.http.jetty.acceptors", 1);
        jetty.put("org.apache.felix.http.jetty.selectors", 1);
        jetty.put("org.apache.felix.http.jetty.sendServerHeader", false);
        jetty.put("org.apache.felix.http.name", "paka");
        Configuration configuration = configurations.getConfiguration(JETTY, "?");
        configuration.update(jetty);
    }

    /** Tells others the port that was got, in {@code data/web.port}, and people the address, in the log. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, updated = "bindRuntime")
    void bindRuntime(ServiceReference<HttpServiceRuntime> runtime) throws IOException {
        Object endpoints = runtime.getProperty("osgi.http.endpoint");
        String[] all = endpoints instanceof String[] many ? many : new String[] {String.valueOf(endpoints)};
        for (String endpoint : all) {
            String port = endpoint.replaceFirst("^https://.*:(\\d+)/.*$", "$1");
            if (port.matches("\\d{1,5}")) {
                tell(ports.cabinet().home().resolve("data/web.port"), port);
                reachableAt(Integer.parseInt(port));
                return;
            }
        }
    }

    private void tell(Path file, String port) throws IOException {
        if (told.equals(port)) {
            return;
        }
        told = port;
        Files.writeString(file, port);
        log.info(
                "page at https://localhost:{}/, certificate SHA-256 {}",
                port,
                ports.identity().fingerprint());
    }

    void unbindRuntime(ServiceReference<HttpServiceRuntime> runtime) {
        // the port stays told until the next start tells another
    }

    @Deactivate
    void stop() throws Exception {
        served.forEach(ServiceRegistration::unregister);
        withdraw();
        if (events != null) {
            events.close();
        }
    }
}
