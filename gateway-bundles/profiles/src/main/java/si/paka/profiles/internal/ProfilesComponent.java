package si.paka.profiles.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.model.journal.History;
import si.paka.model.port.Alarms;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.LinkedData;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.MetricSource;
import si.paka.model.port.PublicAddress;
import si.paka.model.port.Vocabulary;
import si.paka.profiles.LiveProfiles;
import si.paka.profiles.NgsiLdEntities;
import si.paka.profiles.Normaliser;
import si.paka.profiles.ProfileCommandEncoder;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** Reads the shipped profiles and the home's own, and serves what understands them. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.profiles")
@Designate(ocd = ProfilesComponent.Config.class)
public final class ProfilesComponent {
    /** Settings. */
    @ObjectClassDefinition(name = "Device profiles")
    public @interface Config {
        @AttributeDefinition(description = "Folder of the shipped profiles; empty for the product's own")
        String profiles_dir() default "";

        @AttributeDefinition(description = "Milliseconds of CPU time that one call of a codec may take, 10..10000")
        int profiles_codecTime_ms() default 500;

        @AttributeDefinition(description = "MiB that one call of a codec may allocate, 1..512")
        int profiles_codecMemoryMiB() default 64;

        @AttributeDefinition(description = "Violations of these limits after which a codec is not run any more, 1..100")
        int profiles_codecStrikes() default 5;

        @AttributeDefinition(description = "Fewest people of which a count may leave the cabinet, 2..1000")
        int profiles_crowdFloor() default 5;

        @AttributeDefinition(
                description = "Where entities say that their JSON-LD context is; empty for the cabinet's own address")
        String ngsild_contextUrl() default "";
    }

    private final QuarantineAlarms alarms = new QuarantineAlarms();
    private final CodecHost codecs;
    private final LiveProfiles profiles;
    private final ContextUrl contextUrl;
    private final List<ServiceRegistration<?>> served = new ArrayList<>();

    @Activate
    public ProfilesComponent(BundleContext context, Config config, @Reference CabinetInfo cabinet) {
        String shipped =
                config.profiles_dir().isEmpty() ? context.getProperty("paka.profiles.dir") : config.profiles_dir();
        if (shipped == null) {
            throw new IllegalArgumentException("profiles.dir is empty, expected the folder of the shipped profiles");
        }
        contextUrl = new ContextUrl(config.ngsild_contextUrl());
        codecs = new CodecHost(
                new CodecLimits(
                        Duration.ofMillis(config.profiles_codecTime_ms()),
                        (long) config.profiles_codecMemoryMiB() << 20,
                        config.profiles_codecStrikes()),
                alarms);
        profiles = new LiveProfiles(Path.of(shipped), cabinet.home().resolve("etc/profiles"), codecs::reload).start();
        serve(context, DeviceProfiles.class, profiles);
        serve(context, Vocabulary.class, profiles.vocabulary());
        Normaliser normaliser = new Normaliser(profiles, codecs, () -> history(context), crowdFloor(config));
        serve(context, MessageDecoder.class, normaliser);
        serve(context, CommandEncoder.class, new ProfileCommandEncoder(profiles, codecs));
        NgsiLdEntities entities = new NgsiLdEntities(profiles, contextUrl);
        serve(context, EntityMapper.class, entities);
        serve(context, LinkedData.class, entities);
        serve(context, HealthCheck.class, new Health());
        serve(context, MetricSource.class, sink -> {
            count(codecs.counters(), sink);
            count(normaliser.counters(), sink);
        });
    }

    private static void count(Map<String, Long> counters, MetricSource.Sink sink) {
        counters.forEach((name, value) -> sink.counter(name, name.replace('_', ' '), Map.of(), value));
    }

    private static int crowdFloor(Config config) {
        int floor = config.profiles_crowdFloor();
        if (floor < 2 || floor > 1000) {
            throw new IllegalArgumentException("profiles.crowdFloor is " + floor + ", expected 2..1000");
        }
        return floor;
    }

    /** Asked for when the first device is heard, so that profiles need not wait for the journal to start. */
    private static Optional<History> history(BundleContext context) {
        return Optional.ofNullable(context.getServiceReference(History.class)).map(context::getService);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindAddress(PublicAddress address) {
        contextUrl.reachable(address);
    }

    void unbindAddress(PublicAddress address) {
        contextUrl.unreachable(address);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindAlarms(Alarms book) {
        alarms.tell(book);
    }

    void unbindAlarms(Alarms book) {
        alarms.forget(book);
    }

    private <T> void serve(BundleContext context, Class<T> face, T service) {
        served.add(context.registerService(face, service, null));
    }

    private final class Health implements HealthCheck {
        @Override
        public String name() {
            return "profiles";
        }

        @Override
        public Result check() {
            if (!codecs.stuck().isEmpty()) {
                return new Result(State.FAILED, "codecs that hold a thread, restart the gateway: " + codecs.stuck());
            }
            List<String> problems = new ArrayList<>(profiles.get().problems());
            problems.addAll(codecs.problems());
            if (!problems.isEmpty()) {
                return new Result(State.WARNING, "not used: " + String.join("; ", problems));
            }
            if (!codecs.quarantined().isEmpty()) {
                return new Result(
                        State.WARNING, "codecs that broke their limits and are not run: " + codecs.quarantined());
            }
            return new Result(State.OK, profiles.list().size() + " device profiles");
        }
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
        profiles.close();
        codecs.close();
    }
}
