package si.paka.web;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import si.paka.model.access.Accounts;
import si.paka.model.access.Credentials;
import si.paka.model.access.ServerIdentity;
import si.paka.model.journal.History;
import si.paka.model.port.Alarms;
import si.paka.model.port.AuditTrail;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.Decisions;
import si.paka.model.port.DeviceCommands;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.LinkedData;
import si.paka.model.port.MetricSource;
import si.paka.model.port.Overrides;
import si.paka.model.port.SiteRegistry;
import si.paka.model.port.Twins;
import si.paka.model.port.Vocabulary;

/** Gathers what pages, API and local socket show. Without settings, so that these can't keep the local socket away. */
@Component(service = PortsComponent.class)
public final class PortsComponent {
    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final List<MetricSource> metrics = new CopyOnWriteArrayList<>();
    private final Ports ports;

    @Activate
    public PortsComponent(
            @Reference CabinetInfo cabinet,
            @Reference DeviceRegister register,
            @Reference DeviceProfiles profiles,
            @Reference Vocabulary vocabulary,
            @Reference EntityMapper entities,
            @Reference LinkedData linkedData,
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
            @Reference AuditTrail audit) {
        ports = new Ports(
                cabinet,
                Clock.systemUTC(),
                register,
                profiles,
                vocabulary,
                entities,
                linkedData,
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
                this::byName,
                () -> metrics);
    }

    Ports ports() {
        return ports;
    }

    private List<HealthCheck> byName() {
        return checks.stream().sorted(Comparator.comparing(HealthCheck::name)).toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addMetrics(MetricSource source) {
        metrics.add(source);
    }

    void removeMetrics(MetricSource source) {
        metrics.remove(source);
    }
}
