package si.paka.web.ngsild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.Alarms;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.LinkedData;
import si.paka.model.port.Twins;
import si.paka.web.Ports;

/** Who sees which entities: consent, owner and scope decide. */
class EntitiesTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");
    private static final List<Device> DEVICES = List.of(
            device("a-open", "mov", Consent.Scope.OPEN),
            device("b-internal", "mov", Consent.Scope.INTERNAL),
            device("c-none", "mov", Consent.Scope.NONE),
            device("d-other", "komunala", Consent.Scope.OPEN));

    private static Device device(String asset, String owner, Consent.Scope scope) {
        return new Device(
                new DeviceId("device-" + asset),
                new DeviceAddress(Transport.COAP, asset),
                new ProfileId("maker/bin"),
                new AssetId(asset),
                asset,
                owner,
                owner,
                "municipal",
                new Consent(scope, false, AT, "test"),
                Optional.empty(),
                Map.of(),
                AT,
                "test");
    }

    private static Entities seenBy(Role role, String name, String scope) {
        return new Entities(ports(), Optional.of(new Principal(name, role, scope)));
    }

    private static List<String> ids(Entities entities) {
        return entities.list().stream()
                .map(item -> item.id().replaceFirst("^urn:ngsi-ld:\\w+:velenje:", ""))
                .toList();
    }

    @Test
    void withoutALoginOpenDataOnly() {
        assertEquals(List.of("a-open", "d-other"), ids(new Entities(ports(), Optional.empty())));
    }

    @Test
    void anOwnerSeesAllOfItsOwnAndItsAlarms() {
        assertEquals(
                List.of("device-silent:device-c-none", "a-open", "b-internal", "c-none"),
                ids(seenBy(Role.OWNER, "mov", "")));
        assertEquals(List.of("d-other"), ids(seenBy(Role.OWNER, "token:1", "komunala")));
    }

    @Test
    void othersSeeWhatIsLetOutWithinTheirScope() {
        assertEquals(List.of("journal-full:", "a-open", "b-internal", "d-other"), ids(seenBy(Role.VIEWER, "vida", "")));
        assertEquals(List.of("a-open", "b-internal"), ids(seenBy(Role.VIEWER, "token:2", "mov")));
    }

    @Test
    void aPageKnowsHowManyThereAreInAll() {
        Map<String, String> asked = Map.of("type", "WasteContainer", "limit", "1", "offset", "1");
        Entities.Page page = seenBy(Role.VIEWER, "vida", "").find(EntityQuery.read(asked.keySet(), asked::get));
        assertEquals(3, page.total());
        assertEquals(
                "urn:ngsi-ld:WasteContainer:velenje:b-internal",
                page.entities().get(0).path("id").asText());
    }

    @Test
    void attributesChooseEntitiesAndWhatTheyShow() {
        Map<String, String> asked = Map.of("attrs", "fillingLevel");
        Entities.Page page = seenBy(Role.OWNER, "mov", "").find(EntityQuery.read(asked.keySet(), asked::get));
        assertEquals(1, page.total(), "only one device has told it");
        assertEquals(3, page.entities().get(0).size());
    }

    @Test
    void typesAreThoseOfTheVisible() {
        List<Entities.Item> all = seenBy(Role.OWNER, "mov", "").list();
        assertEquals(
                "[Alert, WasteContainer]", EntityTypes.list(all).get("typeList").toString());
        assertEquals(3, EntityTypes.describe("WasteContainer", all).get("entityCount"));
        Refusal refusal = assertThrows(Refusal.class, () -> EntityTypes.describe("Streetlight", all));
        assertEquals(Refusal.Kind.ResourceNotFound, refusal.kind());
    }

    private static Ports ports() {
        return new Ports(
                new Cabinet(),
                null,
                new Register(),
                new Profiles(),
                null,
                new Mapper(),
                new Linked(),
                new NoTwins(),
                null,
                null,
                new StandingAlarms(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private record Cabinet() implements CabinetInfo {
        @Override
        public String town() {
            return "velenje";
        }

        @Override
        public String cabinet() {
            return "test";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Instant startedAt() {
            return AT;
        }

        @Override
        public java.nio.file.Path home() {
            return java.nio.file.Path.of("");
        }
    }

    private static final class Register implements DeviceRegister {
        @Override
        public Optional<Device> find(DeviceId id) {
            return DEVICES.stream().filter(device -> device.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Device> find(DeviceAddress address) {
            return Optional.empty();
        }

        @Override
        public List<Device> list() {
            return DEVICES;
        }

        @Override
        public List<WaitingDevice> listWaiting() {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> approve(Device device, String by) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Boolean> remove(DeviceId id, String by) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public void onChange(Runnable listener) {}
    }

    private static final class Profiles implements DeviceProfiles {
        @Override
        public Optional<ProfileInfo> find(ProfileId id) {
            return Optional.of(new ProfileInfo(
                    id,
                    "maker",
                    "Bin",
                    Transport.COAP,
                    "WasteContainer",
                    List.of(),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    PayloadFormat.RAW,
                    false,
                    Optional.empty()));
        }

        @Override
        public List<ProfileInfo> list() {
            return List.of();
        }
    }

    /** Only the device without consent has a fill level. */
    private static final class Mapper implements EntityMapper {
        @Override
        public List<String> problems(Device device) {
            return List.of();
        }

        @Override
        public String entityId(String town, Device device) {
            return "urn:ngsi-ld:WasteContainer:" + town + ":" + device.asset().value();
        }

        @Override
        public byte[] toEntity(
                String town, Device device, List<Observation> observations, Instant receivedAt, OptionalLong sequence) {
            String fill = device.consent().scope() == Consent.Scope.NONE
                    ? ",\"fillingLevel\":{\"type\":\"Property\",\"value\":0.5}"
                    : "";
            return ("{\"id\":\"" + entityId(town, device)
                            + "\",\"type\":\"WasteContainer\",\"name\":{\"type\":\"Property\",\"value\":\"x\"}" + fill
                            + "}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class Linked implements LinkedData {
        @Override
        public Optional<String> contextUrl() {
            return Optional.empty();
        }

        @Override
        public byte[] context() {
            return new byte[0];
        }

        @Override
        public byte[] toAlert(String town, Alarms.Alarm alarm, Optional<Device> device) {
            return ("{\"id\":\"urn:ngsi-ld:Alert:" + town + ":" + alarm.id() + "\",\"type\":\"Alert\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class NoTwins implements Twins {
        @Override
        public Optional<DeviceTwin> find(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public Collection<DeviceTwin> list() {
            return Set.of();
        }

        @Override
        public AutoCloseable listen(Consumer<Change> listener) {
            return () -> {};
        }
    }

    private static final class StandingAlarms implements Alarms {
        @Override
        public List<Alarm> list() {
            return List.of(
                    new Alarm(
                            "device-silent:device-c-none",
                            "warning",
                            "device-silent",
                            "device-c-none",
                            "silent",
                            AT,
                            Optional.empty()),
                    new Alarm("journal-full:", "critical", "journal-full", "", "full", AT, Optional.empty()));
        }

        @Override
        public void raise(String severity, String kind, String subject, String text, Instant at) {
            throw new AssertionError("only asked");
        }

        @Override
        public void clear(String kind, String subject, String text) {
            throw new AssertionError("only asked");
        }

        @Override
        public CompletableFuture<Boolean> acknowledge(String id, String by) {
            return CompletableFuture.completedFuture(false);
        }
    }
}
