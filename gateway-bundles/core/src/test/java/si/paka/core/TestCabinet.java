package si.paka.core;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Site;
import si.paka.model.Transport;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;
import si.paka.model.decision.Command;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.decision.Rule;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.SiteRegistry;

/**
 * A gateway with hand-made neighbours: payloads are {@code property=number}, "bad" cannot be decoded; the schedule wants 80
 * percent of every lamp, presence wants full light; the adapter notes what it is told.
 */
final class TestCabinet implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final ProfileId PROFILE = new ProfileId("test/lamp");
    static final ProfileId GROUP = new ProfileId("test/group");

    final MemoryJournal journal;
    final SettableClock clock = new SettableClock();
    final List<Command> commands = new CopyOnWriteArrayList<>();
    volatile Outcome.State answer = Outcome.State.APPLIED;
    final Gateway gateway;

    TestCabinet() {
        this(new MemoryJournal());
    }

    TestCabinet(MemoryJournal journal) {
        this.journal = journal;
        gateway = new Gateway(new Gateway.Parts(
                "velenje",
                clock,
                journal,
                journal,
                (device, property, from, to, limit) -> List.of(),
                new Profiles(),
                TestCabinet::decode,
                new Encoder(),
                new Entities(),
                new DarkSite(),
                () -> List.of(new ScheduleAndPresence()),
                transport -> Optional.of(new NotingAdapter(transport)),
                List.of("dispatcher=operator")));
        gateway.start();
        gateway.feed().targets(List.of("dpv"));
    }

    static final class SettableClock extends Clock {
        private volatile Instant now = NOON;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Device approve(String id, Consent.Scope consent) {
        return approve(id, Transport.COAP, PROFILE, consent, Map.of());
    }

    Device approve(
            String id, Transport transport, ProfileId profile, Consent.Scope consent, Map<String, String> attributes) {
        Device device = new Device(
                new DeviceId(id),
                new DeviceAddress(transport, id),
                profile,
                new AssetId("asset-" + id),
                "Svetilka " + id,
                "mov",
                "mov",
                "municipal",
                new Consent(consent, false, NOON, "ana"),
                Optional.empty(),
                attributes,
                NOON,
                "ana");
        try {
            gateway.register().approve(device, "ana").join();
        } catch (si.paka.model.port.InvalidDeviceException e) {
            throw new IllegalStateException(e);
        }
        return device;
    }

    DeviceMessage message(String device, String messageId, String text) {
        return new DeviceMessage(
                new DeviceAddress(Transport.COAP, device),
                messageId,
                clock.instant(),
                MessageKind.DATA,
                PayloadFormat.RAW,
                1,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    /** Waits until it is so, at most five seconds. */
    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain for: " + what);
            }
            Thread.onSpinWait();
        }
    }

    private static MessageDecoder.Result decode(Device device, DeviceMessage message, long position) {
        String text = new String(message.payload(), StandardCharsets.UTF_8);
        if (text.equals("bad")) {
            return new MessageDecoder.Result.Rejected("codec-error", "payload is \"bad\", expected property=number");
        }
        List<Observation> observations = new ArrayList<>();
        String[] parts = text.split("=");
        Value value =
                parts[0].equals("presence") ? Value.of(parts[1].equals("1")) : Value.of(Double.parseDouble(parts[1]));
        observations.add(new Observation(
                device.id(), new Property(parts[0]), value, message.receivedAt(), Quality.GOOD, position));
        return new MessageDecoder.Result.Decoded(observations, List.of());
    }

    private static final class Profiles implements DeviceProfiles {
        private final List<ProfileInfo> all = List.of(
                profile(PROFILE, Transport.COAP, "Streetlight", true),
                profile(GROUP, Transport.DERIVED, "StreetlightGroup", false));

        private static ProfileInfo profile(ProfileId id, Transport transport, String entityType, boolean dims) {
            return new ProfileInfo(
                    id,
                    "test",
                    id.value(),
                    transport,
                    entityType,
                    List.of(Property.PRESENCE),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Optional.of(0.2),
                    Map.of(),
                    List.of(),
                    PayloadFormat.RAW,
                    dims,
                    Optional.empty());
        }

        @Override
        public Optional<ProfileInfo> find(ProfileId id) {
            return all.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public List<ProfileInfo> list() {
            return all;
        }
    }

    private static final class Encoder implements CommandEncoder {
        @Override
        public Result encode(Device device, CommandValue value) {
            byte percent = (byte) ((DimmingLevel) value).percent();
            return new Result.Encoded(new EncodedCommand.Downlink(1, new byte[] {percent}, false));
        }

        @Override
        public Result encode(Device device, String command, Map<String, Object> arguments) {
            return new Result.Refused("no command " + command);
        }
    }

    private static final class Entities implements EntityMapper {
        @Override
        public List<String> problems(Device device) {
            return List.of();
        }

        @Override
        public String entityId(String town, Device device) {
            return "urn:ngsi-ld:Streetlight:" + town + ":" + device.asset();
        }

        @Override
        public byte[] toEntity(
                String town, Device device, List<Observation> observations, Instant receivedAt, OptionalLong sequence) {
            return (device.id() + "#" + sequence.orElse(0)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class DarkSite implements SiteRegistry {
        @Override
        public Site current() {
            return new Site(new Value.Place(46.36, 15.11), ZoneOffset.UTC, List.of(), List.of());
        }

        @Override
        public DimmingLevel floor(DeviceId luminaire, Instant at) {
            return DimmingLevel.OFF;
        }
    }

    private static final class ScheduleAndPresence implements Rule {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Set<Property> triggers() {
            return Set.of(Property.PRESENCE);
        }

        @Override
        public List<Proposal> evaluate(TwinSnapshot snapshot) {
            List<Proposal> proposals = new ArrayList<>();
            snapshot.twins().forEach((id, twin) -> {
                proposals.add(proposal(id, 80, Rank.SCHEDULE, "night", snapshot.takenAt()));
                if (snapshot.findLatest(id, Property.PRESENCE)
                        .filter(presence -> presence.value().equals(Value.of(true)))
                        .isPresent()) {
                    proposals.add(proposal(id, 100, Rank.ROAD_USER_SAFETY, "pedestrian", snapshot.takenAt()));
                }
            });
            return Collections.unmodifiableList(proposals);
        }

        private static Proposal proposal(DeviceId id, int percent, Rank rank, String reason, Instant now) {
            return new Proposal(
                    id, new DimmingLevel(percent), rank, reason, List.of(), "rule:test", NOON, now.plusSeconds(60));
        }
    }

    private final class NotingAdapter implements DeviceAdapter {
        private final Transport transport;

        NotingAdapter(Transport transport) {
            this.transport = transport;
        }

        @Override
        public Transport transport() {
            return transport;
        }

        @Override
        public CompletableFuture<Outcome> send(Command command) {
            commands.add(command);
            return CompletableFuture.completedFuture(new Outcome(answer, "as told", clock.instant()));
        }
    }

    List<Integer> levelsSent() {
        return commands.stream()
                .map(command -> (int) ((EncodedCommand.Downlink) command.content()).payload()[0])
                .toList();
    }

    int lastLevelSent() {
        List<Integer> levels = levelsSent();
        return levels.isEmpty() ? -1 : levels.get(levels.size() - 1);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
