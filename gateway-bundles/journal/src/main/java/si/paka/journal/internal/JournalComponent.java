package si.paka.journal.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.journal.JournalRoom;
import si.paka.journal.JournalSettings;
import si.paka.model.journal.History;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalStatus;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MetricSource;

/** Opens the journal in the home's {@code data} and serves it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.journal")
@Designate(ocd = JournalComponent.Config.class)
public final class JournalComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "Journal")
    public @interface Config {
        @AttributeDefinition(description = "Days that telemetry is kept, 1..3650")
        int journal_telemetryDays() default 30;

        @AttributeDefinition(description = "MiB of telemetry that are kept, 1..1048576")
        int journal_telemetryMiB() default 3072;

        @AttributeDefinition(description = "MiB of ledger that are kept, 1..1048576")
        int journal_ledgerMiB() default 512;

        @AttributeDefinition(
                description = "MiB of free disk below which telemetry is dropped, then refused, 0..1048576")
        int journal_reserveMiB() default 256;

        @AttributeDefinition(description = "KiB of one segment, 64..262144")
        int journal_segmentKiB() default 8192;

        @AttributeDefinition(description = "Milliseconds that a sync waits for records that belong together, 0..100")
        int journal_gather_ms() default 1;

        @AttributeDefinition(description = "Milliseconds that a sync waits when syncs have been frequent, 0..1000")
        int journal_delay_ms() default 12;

        @AttributeDefinition(description = "Syncs a second that need not wait so long, 1..10000")
        int journal_syncsPerSecond() default 20;
    }

    private final JournalRoom room;
    private final List<ServiceRegistration<?>> served = new ArrayList<>();

    @Activate
    public JournalComponent(BundleContext context, Config config, @Reference CabinetInfo cabinet) throws IOException {
        JournalSettings settings = new JournalSettings(
                (long) config.journal_segmentKiB() << 10,
                Duration.ofDays(config.journal_telemetryDays()),
                (long) config.journal_telemetryMiB() << 20,
                (long) config.journal_ledgerMiB() << 20,
                (long) config.journal_reserveMiB() << 20,
                Duration.ofMillis(config.journal_gather_ms()),
                Duration.ofMillis(config.journal_delay_ms()),
                config.journal_syncsPerSecond(),
                JournalSettings.DEFAULT.bufferBytes());
        room = JournalRoom.open(cabinet.home().resolve("data"), settings, Clock.systemUTC());
        served.add(context.registerService(Journal.class, room, null));
        served.add(context.registerService(StateStore.class, room, null));
        served.add(context.registerService(History.class, room.history(), null));
        served.add(context.registerService(HealthCheck.class, new Health(), null));
        served.add(context.registerService(MetricSource.class, this::collect, null));
    }

    private final class Health implements HealthCheck {
        @Override
        public String name() {
            return "journal";
        }

        @Override
        public Result check() {
            JournalStatus status = room.status();
            if (!status.acceptsTelemetry()) {
                return new Result(State.FAILED, status.problem());
            }
            return status.problem().isEmpty()
                    ? new Result(
                            State.OK, (status.counters().get("journal_telemetry_bytes") >> 20) + " MiB of telemetry")
                    : new Result(State.WARNING, status.problem());
        }
    }

    private void collect(MetricSource.Sink sink) {
        room.status().counters().forEach((name, value) -> {
            if (name.endsWith("_total")) {
                sink.counter(name, name.replace('_', ' '), Map.of(), value);
            } else {
                sink.gauge(name, name.replace('_', ' '), Map.of(), value);
            }
        });
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        room.close();
    }
}
