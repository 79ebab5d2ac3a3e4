package si.paka.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import si.paka.model.Observation;
import si.paka.model.device.Device;
import si.paka.model.port.Alarms;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.LinkedData;

/**
 * Entities in NGSI-LD normalised form (ETSI GS CIM 009, 4.5) of the Smart Data Models types. Measured attributes come from the
 * observations; what the model requires besides comes from the register, follows from the profile, or is a stated default. The
 * {@code @context} is one URL in the body: a broker's topic has no header for it. Takes about 5 µs once warm.
 */
public final class NgsiLdEntities implements EntityMapper, LinkedData {
    private static final JsonFactory JSON = new JsonFactory();

    private final Supplier<ProfileLibrary> library;
    private final Supplier<String> contextUrl;
    private volatile Context context;

    /** The context document of one library, which does not change. */
    private record Context(ProfileLibrary of, byte[] bytes) {}

    /** @param contextUrl where entities say that their context is; gives an empty text while nothing serves it */
    public NgsiLdEntities(Supplier<ProfileLibrary> library, Supplier<String> contextUrl) {
        this.library = library;
        this.contextUrl = contextUrl;
    }

    @Override
    public List<String> problems(Device device) {
        DeviceProfile profile = library.get().profile(device.profile()).orElse(null);
        if (profile == null) {
            return List.of("profile " + device.profile() + " is not installed");
        }
        EntityShape shape = library.get().shape(profile.info().entityType());
        Set<String> measured = new HashSet<>();
        profile.emitted()
                .forEach(m -> measured.add(m.property().in(shape.type()).attribute()));
        measured.remove("location");
        List<String> problems = new ArrayList<>(Approval.problems(shape, measured, device));
        problems.addAll(DerivationProblems.of(profile, device));
        return problems;
    }

    @Override
    public String entityId(String town, Device device) {
        return shape(device).orElseThrow().urn(town, device.asset().value());
    }

    private Optional<EntityShape> shape(Device device) {
        ProfileLibrary now = library.get();
        return now.find(device.profile()).map(info -> now.shape(info.entityType()));
    }

    @Override
    public byte[] toEntity(
            String town, Device device, List<Observation> observations, Instant receivedAt, OptionalLong sequence) {
        ProfileLibrary now = library.get();
        DeviceProfile profile = now.profile(device.profile()).orElseThrow();
        EntityShape shape = now.shape(profile.info().entityType());
        Newest newest = new Newest(observations);
        return json(json -> {
            EntityWriter entity = new EntityWriter(json, shape, town);
            entity.open(device.asset().value());
            entity.observations(profile, newest);
            if (!shape.dates().isEmpty()) {
                Instant to = newest.at(receivedAt);
                entity.dates(to.minus(profile.info().expectedInterval()), to);
            }
            entity.derived(profile.emitted());
            entity.fixed(device);
            if (sequence.isPresent()) {
                entity.property("uplinkSequence", sequence.getAsLong());
            }
            entity.close(contextUrl.get());
        });
    }

    @Override
    public byte[] toAlert(String town, Alarms.Alarm alarm, Optional<Device> device) {
        return json(
                json -> AlertEntity.write(json, town, alarm, device, device.flatMap(this::shape), contextUrl.get()));
    }

    @Override
    public Optional<String> contextUrl() {
        return Optional.of(contextUrl.get()).filter(url -> !url.isEmpty());
    }

    @Override
    public byte[] context() {
        ProfileLibrary now = library.get();
        Context known = context;
        if (known == null || known.of() != now) {
            known = new Context(now, JsonLdContext.of(now));
            context = known;
        }
        return known.bytes().clone();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] json(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1200);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing can fail in memory
        }
        return bytes.toByteArray();
    }
}
