package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.journal.History;
import si.paka.profiles.derive.AirIndexTable;
import si.paka.profiles.derive.DerivationContext;
import si.paka.profiles.derive.DerivationPlan;
import si.paka.profiles.derive.DerivationSpec;
import si.paka.profiles.derive.Plausibility;

/** One device's life through the real memories: what it says, what is emitted and kept, and restarts in between. */
final class Life implements History {
    private static final Map<String, AirIndexTable> TABLES =
            ProfileLibrary.open(List.of(Schemas.SHIPPED)).airIndices();

    /** What a device derives, and of what. */
    record Kind(DerivationPlan plan, Map<String, String> attributes) {
        static Kind of(Duration interval, Set<String> measured, DerivationSpec... specs) {
            Set<Property> properties = measured.stream().map(Property::new).collect(Collectors.toSet());
            return new Kind(new DerivationPlan(List.of(specs), properties, Map.of(), interval), Map.of());
        }

        Kind with(Map<String, String> own) {
            return new Kind(plan, own);
        }

        Kind behaving(String property, Plausibility rule) {
            return new Kind(
                    new DerivationPlan(
                            plan.specs(), plan.measured(), Map.of(new Property(property), rule), plan.interval()),
                    attributes);
        }
    }

    private record Kept(Instant receivedAt, Observation observation) {}

    private final DerivationContext context;
    private final Device device;
    private final BooleanSupplier restarts;
    private final List<Kept> kept = new ArrayList<>();
    private Memories memories = new Memories(() -> Optional.of(this));
    private long position;

    Life(Kind kind) {
        this(kind, () -> false);
    }

    private Life(Kind kind, BooleanSupplier restarts) {
        this.context = new DerivationContext(kind.plan(), TABLES, 5);
        this.device = Given.device("any/any", kind.attributes());
        this.restarts = restarts;
    }

    static DerivationSpec spec(String kind, String... settings) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return new DerivationSpec(kind, map);
    }

    /** Lives the same life without restart, with a restart before each message, and with some: all must emit the same. */
    static Life tell(Kind kind, Consumer<Life> story) {
        Life whole = new Life(kind);
        story.accept(whole);
        Life broken = new Life(kind, () -> true);
        story.accept(broken);
        assertEquals(whole.kept, broken.kept, "restarted before each message");
        Random random = new Random(7);
        Life sometimes = new Life(kind, () -> random.nextInt(10) == 0);
        story.accept(sometimes);
        assertEquals(whole.kept, sometimes.kept, "restarted now and then");
        return whole;
    }

    /** One value as its codec gave it. */
    static Observation said(String property, Object value, Instant at) {
        Value as = value instanceof Number number
                ? Value.of(number.doubleValue())
                : value instanceof Boolean flag ? Value.of(flag) : Value.of((String) value);
        return new Observation(new DeviceId("device-1"), new Property(property), as, at, Quality.GOOD, 0);
    }

    /** Says values of now, {@code name, value, …}. */
    List<Observation> says(Instant at, Object... values) {
        List<Observation> said = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            said.add(said((String) values[i], values[i + 1], at));
        }
        return says(at, said);
    }

    List<Observation> says(Instant receivedAt, List<Observation> said) {
        if (restarts.getAsBoolean()) {
            memories = new Memories(() -> Optional.of(this));
        }
        long message = ++position;
        List<Observation> own = said.stream()
                .map(one -> new Observation(
                        one.device(),
                        one.property(),
                        one.value(),
                        one.observedAt(),
                        one.quality(),
                        message,
                        one.doubt(),
                        ""))
                .toList();
        List<Observation> emitted = memories.step(device, context, receivedAt, message, own);
        emitted.forEach(one -> kept.add(new Kept(receivedAt, one)));
        return emitted;
    }

    Stream<Observation> all(String property) {
        return kept.stream()
                .map(Kept::observation)
                .filter(one -> one.property().name().equals(property));
    }

    /** Its numbers, in the order in which they were emitted. */
    List<Double> numbers(String property) {
        return all(property).map(Life::number).toList();
    }

    Optional<Observation> last(String property) {
        return all(property).reduce((before, after) -> after);
    }

    static double number(Observation observation) {
        return ((Value.Quantity) observation.value()).number();
    }

    @Override
    public List<Observation> list(DeviceId id, Optional<Property> property, Instant from, Instant to, int limit) {
        List<Observation> newestFirst = new ArrayList<>();
        for (int i = kept.size() - 1; i >= 0 && newestFirst.size() < limit; i--) {
            Kept one = kept.get(i);
            boolean wanted = property.isEmpty()
                    || property.get().equals(one.observation().property());
            if (wanted && !one.receivedAt().isBefore(from) && one.receivedAt().isBefore(to)) {
                newestFirst.add(one.observation());
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
