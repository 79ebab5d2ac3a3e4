package si.paka.adapter.coap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.access.Credentials;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.Ingest;
import si.paka.model.port.IngestRefusedException;
import si.paka.model.port.Receipt;

/** The rooms that the adapter meets, by hand: what they are told is kept, what they answer is set by the test. */
final class FakeCabinet implements Ingest, Credentials, DeviceRegister {
    static final ProfileId AIR = new ProfileId("test/air");
    static final ProfileId RAW = new ProfileId("test/raw");
    static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    final List<DeviceMessage> accepted = new CopyOnWriteArrayList<>();
    final Map<DeviceAddress, Device> devices = new ConcurrentHashMap<>();
    final Map<String, Psk> keys = new ConcurrentHashMap<>();
    CompletableFuture<String> decoded = CompletableFuture.completedFuture("");
    CompletableFuture<Void> synced = CompletableFuture.completedFuture(null);
    String refusal = "";

    void approve(String address, ProfileId profile) {
        DeviceAddress source = new DeviceAddress(Transport.COAP, address);
        devices.put(
                source,
                new Device(
                        new DeviceId(address),
                        source,
                        profile,
                        new AssetId("station-1"),
                        address,
                        "town",
                        "town",
                        "municipal",
                        new Consent(Consent.Scope.INTERNAL, false, NOW, "tester"),
                        Optional.empty(),
                        Map.of(),
                        NOW,
                        "tester"));
    }

    void key(String device, String identity, byte[] key) {
        keys.put(identity, new Psk(new DeviceId(device), identity, key));
    }

    @Override
    public CompletableFuture<Receipt> accept(DeviceMessage message) {
        if (!refusal.isEmpty()) {
            return CompletableFuture.failedFuture(new IngestRefusedException(refusal));
        }
        if (!devices.containsKey(message.source())) {
            return CompletableFuture.completedFuture(
                    new Receipt(Receipt.Kind.KEPT_ASIDE, CompletableFuture.completedFuture("")));
        }
        accepted.add(message);
        return synced.thenApply(done -> new Receipt(Receipt.Kind.STORED, decoded));
    }

    @Override
    public void heard(DeviceAddress source, String hint, boolean restarted, Map<String, Double> facts, Instant at) {
        throw new AssertionError("CoAP devices have nothing to say without values");
    }

    @Override
    public CompletableFuture<Void> putPsk(DeviceId device, String identity, byte[] key) {
        key(device.value(), identity, key);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<Psk> findPsk(String identity) {
        return Optional.ofNullable(keys.get(identity))
                .map(psk -> new Psk(psk.device(), psk.identity(), psk.key().clone()));
    }

    @Override
    public boolean hasPsk(DeviceId device) {
        return keys.values().stream().anyMatch(psk -> psk.device().equals(device));
    }

    @Override
    public CompletableFuture<Void> remove(DeviceId device) {
        keys.values().removeIf(psk -> psk.device().equals(device));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<Device> find(DeviceId id) {
        return devices.values().stream()
                .filter(device -> device.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Device> find(DeviceAddress address) {
        return Optional.ofNullable(devices.get(address));
    }

    DeviceProfiles profiles() {
        return new DeviceProfiles() {
            @Override
            public Optional<ProfileInfo> find(ProfileId id) {
                return Optional.of(profile(id));
            }

            @Override
            public List<ProfileInfo> list() {
                return List.of(profile(AIR), profile(RAW));
            }
        };
    }

    private static ProfileInfo profile(ProfileId id) {
        return new ProfileInfo(
                id,
                "test",
                id.value(),
                Transport.COAP,
                "AirQualityObserved",
                List.of(),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Optional.empty(),
                Map.of(),
                List.of(),
                id.equals(RAW) ? PayloadFormat.RAW : PayloadFormat.SENML_JSON,
                false,
                Optional.empty());
    }

    @Override
    public List<Device> list() {
        return List.copyOf(devices.values());
    }

    @Override
    public List<WaitingDevice> listWaiting() {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> approve(Device device, String by) {
        devices.put(device.address(), device);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Boolean> remove(DeviceId id, String by) {
        return CompletableFuture.completedFuture(
                devices.values().removeIf(device -> device.id().equals(id)));
    }

    @Override
    public void onChange(Runnable listener) {}
}
