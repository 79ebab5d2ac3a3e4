package si.paka.core.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.Ledger;
import si.paka.core.StateJson;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.WaitingDevice;
import si.paka.model.journal.StateStore;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.InvalidDeviceException;

/** The device register: approved devices on disk, waiting ones in memory. */
public final class DeviceBook implements DeviceRegister {
    private static final Logger log = LoggerFactory.getLogger(DeviceBook.class);
    static final String ROOM = "core.register";
    /** Devices that were removed while something of theirs may still wait for the platform. */
    static final String REMOVED = "core.register.removed";

    private final StateStore store;
    private final DeviceProfiles profiles;
    private final EntityMapper entities;
    private final Ledger ledger;
    private final WaitingRoom waiting = new WaitingRoom();
    private final Map<DeviceId, Device> byId = new ConcurrentHashMap<>();
    private final Map<DeviceAddress, Device> byAddress = new ConcurrentHashMap<>();
    private final Map<DeviceId, Device> removed = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public DeviceBook(StateStore store, DeviceProfiles profiles, EntityMapper entities, Ledger ledger) {
        this.store = store;
        this.profiles = profiles;
        this.entities = entities;
        this.ledger = ledger;
        for (byte[] bytes : store.all(ROOM).values()) {
            index(StateJson.read(bytes, DeviceJson.class).toDevice());
        }
        for (byte[] bytes : store.all(REMOVED).values()) {
            Device device = StateJson.read(bytes, DeviceJson.class).toDevice();
            removed.put(device.id(), device);
        }
    }

    private static byte[] asJson(Device device) {
        return StateJson.write(DeviceJson.of(device));
    }

    private void index(Device device) {
        byId.put(device.id(), device);
        byAddress.put(device.address(), device);
    }

    @Override
    public Optional<Device> find(DeviceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Device> find(DeviceAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Also a device that was removed: its last observations may still be on their way up. */
    public Optional<Device> findEver(DeviceId id) {
        Device present = byId.get(id);
        return Optional.ofNullable(present != null ? present : removed.get(id));
    }

    @Override
    public List<Device> list() {
        return byId.values().stream().sorted(Comparator.comparing(Device::id)).toList();
    }

    @Override
    public List<WaitingDevice> listWaiting() {
        return waiting.list();
    }

    /** @param message whether it brought a message, which was dropped */
    public void noteWaiting(DeviceAddress address, String hint, Instant at, boolean message) {
        if (waiting.note(address, hint, at, message)) {
            log.info("{} is not approved; waiting for approval", address);
            changed();
        }
    }

    @Override
    public synchronized CompletableFuture<Void> approve(Device device, String by) throws InvalidDeviceException {
        List<String> problems = problems(device);
        if (!problems.isEmpty()) {
            throw new InvalidDeviceException(problems);
        }
        Device before = byId.get(device.id());
        CompletableFuture<Void> stored = store.put(ROOM, device.id().value(), asJson(device));
        if (before != null && !before.address().equals(device.address())) {
            byAddress.remove(before.address());
        }
        index(device);
        if (removed.remove(device.id()) != null) {
            store.remove(REMOVED, device.id().value());
        }
        waiting.forget(device.address());
        ledger.audit(
                by,
                before == null ? "device-approve" : "device-change",
                device.id().value(),
                device.profile() + " for " + device.owner() + ", consent "
                        + device.consent().scope().name().toLowerCase(java.util.Locale.ROOT));
        changed();
        return stored;
    }

    private List<String> problems(Device device) {
        List<String> problems = new ArrayList<>();
        Optional<ProfileInfo> profile = profiles.find(device.profile());
        if (profile.isEmpty()) {
            problems.add("profile is \"" + device.profile() + "\", expected one of the installed device profiles");
            return problems;
        }
        if (profile.get().transport() != device.address().transport()) {
            problems.add("transport is " + device.address().transport() + ", expected "
                    + profile.get().transport() + " as in profile " + device.profile());
        }
        Device holder = byAddress.get(device.address());
        if (holder != null && !holder.id().equals(device.id())) {
            problems.add("address " + device.address() + " belongs to device " + holder.id());
        }
        if (device.owner().isBlank()) {
            problems.add("owner is missing");
        }
        byId.values().stream()
                .filter(other ->
                        !other.id().equals(device.id()) && other.asset().equals(device.asset()))
                .filter(other -> entityType(other).equals(profile.get().entityType()))
                .findAny()
                .ifPresent(other -> problems.add("asset " + device.asset() + " already has device " + other.id()));
        problems.addAll(entities.problems(device));
        return problems;
    }

    private String entityType(Device device) {
        return profiles.find(device.profile()).map(ProfileInfo::entityType).orElse("");
    }

    @Override
    public synchronized CompletableFuture<Boolean> remove(DeviceId id, String by) {
        Device was = byId.remove(id);
        if (was == null) {
            return CompletableFuture.completedFuture(false);
        }
        byAddress.remove(was.address());
        removed.put(id, was);
        ledger.audit(by, "device-remove", id.value(), "was " + was.profile() + " of " + was.owner());
        store.put(REMOVED, id.value(), asJson(was));
        changed();
        return store.remove(ROOM, id.value()).thenApply(done -> true);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    public Map<String, Long> gauges() {
        return Map.of(
                "devices", (long) byId.size(),
                "devices_waiting", (long) waiting.size(),
                "waiting_devices_forgotten", waiting.forgotten());
    }
}
