package si.paka.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import si.paka.model.access.Accounts;
import si.paka.model.access.Credentials;
import si.paka.model.access.ServerIdentity;
import si.paka.model.journal.History;
import si.paka.model.port.Alarms;
import si.paka.model.port.AuditTrail;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.ConsoleCommand;
import si.paka.model.port.Decisions;
import si.paka.model.port.DeviceCommands;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MetricSource;
import si.paka.model.port.Overrides;
import si.paka.model.port.SiteRegistry;
import si.paka.model.port.Twins;
import si.paka.model.port.Vocabulary;
import si.paka.web.api.ApiServlet;
import si.paka.web.api.EventsServlet;
import si.paka.web.local.LocalCommands;
import si.paka.web.local.LocalConsole;
import si.paka.web.page.PageServlet;

/** Sets up HTTPS, the pages, the API and the local socket. The only class of this room that knows OSGi. */
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

        @AttributeDefinition(description = "Address to listen on")
        String web_host() default "0.0.0.0";
    }

    private static final String JETTY = "org.apache.felix.http";

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final List<MetricSource> metrics = new CopyOnWriteArrayList<>();
    private final List<ConsoleCommand> consoleCommands = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private final ComponentChecks components;
    private final LocalConsole console;
    private EventsServlet events;

    @Activate
    public WebComponent(
            BundleContext context,
            Config config,
            @Reference ConfigurationAdmin configurations,
            @Reference ServiceComponentRuntime runtime,
            @Reference CabinetInfo cabinet,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles,
            @Reference Vocabulary vocabulary,
            @Reference Twins twins,
            @Reference Decisions decisions,
            @Reference Overrides overrides,
            @Reference Alarms alarms,
            @Reference DeviceCommands commands,
            @Reference History history,
            @Reference SiteRegistry site,
            @Reference Accounts accounts,
            @Reference Credentials credentials,
            @Reference ServerIdentity identity,
            @Reference AuditTrail audit)
            throws IOException {
        int port = port(config.web_port());
        components = new ComponentChecks(runtime);
        Ports ports = new Ports(
                cabinet,
                Clock.systemUTC(),
                register,
                profiles,
                vocabulary,
                twins,
                decisions,
                overrides,
                alarms,
                commands,
                history,
                site,
                accounts,
                credentials,
                identity,
                audit,
                this::allChecks,
                () -> metrics);
        console = new LocalConsole(cabinet.home().resolve("data"), new LocalCommands(ports, () -> consoleCommands));
        if (port >= 0) {
            serve(context, ports);
            configureJetty(configurations, identity, config.web_host(), port);
        }
    }

    private static int port(String text) {
        if (text.equals("off")) {
            return -1;
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("web.port is " + text + ", expected 0..65535 or off");
    }

    private List<HealthCheck> allChecks() {
        List<HealthCheck> all = new ArrayList<>(checks);
        all.addAll(components.failing());
        all.sort(Comparator.comparing(HealthCheck::name));
        return all;
    }

    private void serve(BundleContext context, Ports ports) {
        events = new EventsServlet(ports);
        serve(context, events, "/api/v1/events");
        serve(context, new ApiServlet(ports), "/api/v1/*");
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

    /** Tells others the port that was got, in {@code data/web.port}. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, updated = "bindRuntime")
    void bindRuntime(ServiceReference<HttpServiceRuntime> runtime) throws IOException {
        writePort(runtime);
    }

    void unbindRuntime(ServiceReference<HttpServiceRuntime> runtime) {
        // the port stays told until the next start tells another
    }

    private static void writePort(ServiceReference<HttpServiceRuntime> runtime) throws IOException {
        Object endpoints = runtime.getProperty("osgi.http.endpoint");
        String home = runtime.getBundle().getBundleContext().getProperty("paka.home");
        String[] all = endpoints instanceof String[] many ? many : new String[] {String.valueOf(endpoints)};
        for (String endpoint : all) {
            if (endpoint.startsWith("https://") && home != null) {
                String port = endpoint.replaceFirst("^https://.*:(\\d+)/.*$", "$1");
                if (port.matches("\\d{1,5}")) {
                    Files.writeString(Path.of(home).resolve("data/web.port"), port);
                    return;
                }
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConsoleCommand(ConsoleCommand command) {
        consoleCommands.add(command);
    }

    void removeConsoleCommand(ConsoleCommand command) {
        consoleCommands.remove(command);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addMetrics(MetricSource source) {
        metrics.add(source);
    }

    void removeMetrics(MetricSource source) {
        metrics.remove(source);
    }

    @Deactivate
    void stop() throws Exception {
        served.forEach(ServiceRegistration::unregister);
        if (events != null) {
            events.close();
        }
        console.close();
    }
}
