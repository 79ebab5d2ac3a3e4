package si.paka.web;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
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

/** All that the pages and the API are made from. */
public record Ports(
        CabinetInfo cabinet,
        Clock clock,
        DeviceRegister register,
        DeviceProfiles profiles,
        Vocabulary vocabulary,
        EntityMapper entities,
        LinkedData linkedData,
        Twins twins,
        Decisions decisions,
        Overrides overrides,
        Alarms alarms,
        DeviceCommands commands,
        History history,
        SiteRegistry site,
        Accounts accounts,
        Credentials credentials,
        ServerIdentity identity,
        AuditTrail audit,
        Supplier<List<HealthCheck>> checks,
        Supplier<List<MetricSource>> metrics) {}
