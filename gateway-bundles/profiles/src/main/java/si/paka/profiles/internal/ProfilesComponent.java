package si.paka.profiles.internal;

import java.nio.file.Path;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.model.port.Alarms;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.MetricSource;
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
    }

    private final QuarantineAlarms alarms = new QuarantineAlarms();
    private final CodecHost codecs;
    private final LiveProfiles profiles;
    private final List<ServiceRegistration<?>> served = new ArrayList<>();

    @Activate
    public ProfilesComponent(BundleContext context, Config config, @Reference CabinetInfo cabinet) {
        String shipped =
                config.profiles_dir().isEmpty() ? context.getProperty("paka.profiles.dir") : config.profiles_dir();
        if (shipped == null) {
            throw new IllegalArgumentException("profiles.dir is empty, expected the folder of the shipped profiles");
        }
        codecs = new CodecHost(
                new CodecLimits(
                        Duration.ofMillis(config.profiles_codecTime_ms()),
                        (long) config.profiles_codecMemoryMiB() << 20,
                        config.profiles_codecStrikes()),
                alarms);
        profiles = new LiveProfiles(Path.of(shipped), cabinet.home().resolve("etc/profiles"), codecs::reload).start();
        serve(context, DeviceProfiles.class, profiles);
        serve(context, Vocabulary.class, profiles.vocabulary());
        serve(context, MessageDecoder.class, new Normaliser(profiles, codecs));
        serve(context, CommandEncoder.class, new ProfileCommandEncoder(profiles, codecs));
        serve(context, EntityMapper.class, new NgsiLdEntities(profiles));
        serve(context, HealthCheck.class, new Health());
        serve(
                context,
                MetricSource.class,
                sink -> codecs.counters()
                        .forEach((name, value) -> sink.counter(name, name.replace('_', ' '), Map.of(), value)));
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
