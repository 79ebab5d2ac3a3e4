package si.paka.rules.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.Site;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Rule;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.SiteRegistry;
import si.paka.rules.SiteException;
import si.paka.rules.SiteFile;
import si.paka.rules.SiteRules;

/**
 * Reads {@code etc/site.yaml}, again whenever it changes, and serves the site and its rules. A bad file is refused; the last
 * good one stays in force.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.rules")
public final class RulesComponent implements SiteRegistry, HealthCheck {
    private static final Logger log = LoggerFactory.getLogger(RulesComponent.class);
    private static final long LOOK_EVERY_ms = 2_000;

    private final BundleContext context;
    private final Path file;
    private final Thread watch = new Thread(this::watch, "paka-site");
    private final List<ServiceRegistration<?>> served = new ArrayList<>();
    private List<ServiceRegistration<?>> servedRules = List.of();
    private volatile SiteRules rules;
    private volatile String problem = "";
    private volatile boolean running = true;
    private long readAt;

    @Activate
    public RulesComponent(BundleContext context, @Reference CabinetInfo cabinet) throws IOException {
        this.context = context;
        this.file = cabinet.home().resolve("etc/site.yaml");
        this.rules = new SiteRules(SiteFile.empty());
        read();
        served.add(context.registerService(SiteRegistry.class, this, null));
        served.add(context.registerService(HealthCheck.class, this, null));
        watch.start();
    }

    private long changedAt() throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
    }

    private void read() throws IOException {
        readAt = changedAt();
        try {
            rules = new SiteRules(SiteFile.read(file));
            problem = "";
            List<ServiceRegistration<?>> before = servedRules;
            List<ServiceRegistration<?>> now = new ArrayList<>();
            rules.rules().forEach(rule -> now.add(context.registerService(Rule.class, rule, null)));
            servedRules = now;
            before.forEach(ServiceRegistration::unregister);
            Site site = rules.site();
            log.info(
                    "site: {} streets, {} crossings",
                    site.streets().size(),
                    site.crossings().size());
        } catch (SiteException e) {
            problem = e.getMessage();
            log.error("{}; the last good site stays in force", e.getMessage());
        }
    }

    private void watch() {
        while (running) {
            try {
                Thread.sleep(LOOK_EVERY_ms);
                if (changedAt() != readAt) {
                    read();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                log.warn("{} could not be looked at: {}", file, e.toString());
            }
        }
    }

    @Override
    public Site current() {
        return rules.site();
    }

    @Override
    public DimmingLevel floor(DeviceId luminaire, Instant at) {
        return rules.floor(luminaire, at);
    }

    @Override
    public String name() {
        return "site";
    }

    @Override
    public Result check() {
        return problem.isEmpty()
                ? new Result(State.OK, rules.site().streets().size() + " streets")
                : new Result(State.WARNING, problem + "; the last good site stays in force");
    }

    @Deactivate
    void stop() {
        running = false;
        watch.interrupt();
        served.forEach(ServiceRegistration::unregister);
        servedRules.forEach(ServiceRegistration::unregister);
    }
}
