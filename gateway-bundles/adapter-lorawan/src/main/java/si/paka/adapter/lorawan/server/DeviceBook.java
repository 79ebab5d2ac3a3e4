package si.paka.adapter.lorawan.server;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import si.paka.model.access.LorawanKeys;

/**
 * The devices that may be heard and their sessions, by DevEUI and by DevAddr. Changed by the server's thread only; finding by DevEUI is
 * safe from any thread.
 */
final class DeviceBook {
    private static final int NETWORK_ADDRESS_BITS = 25;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DeviceDirectory directory;
    private final SessionStore store;
    private final Map<String, DeviceState> byDevEui = new ConcurrentHashMap<>();
    private final Map<Integer, List<DeviceState>> byDevAddr = new HashMap<>();

    DeviceBook(DeviceDirectory directory, SessionStore store) {
        this.directory = directory;
        this.store = store;
    }

    /** Brings it in line with whose keys are on record: new devices, changed keys, removed devices. */
    void refresh() {
        for (String devEui : directory.listDevEuis()) {
            find(devEui);
        }
        for (DeviceState device : List.copyOf(byDevEui.values())) {
            KnownDevice now = directory.find(device.devEui()).orElse(null);
            if (now == null || !now.keys().equals(device.known().keys())) {
                forget(device);
                Optional.ofNullable(now).ifPresent(this::load);
            } else {
                device.known(now);
            }
        }
    }

    private void forget(DeviceState device) {
        byDevEui.remove(device.devEui());
        device.current().ifPresent(session -> unindex(session.devAddr(), device));
        device.offered().ifPresent(session -> unindex(session.devAddr(), device));
        store.remove(device.devEui());
        device.queue().failAll("its keys were taken away", java.time.Instant.now());
    }

    /** Empty if no keys are on record for it. */
    Optional<DeviceState> find(String devEui) {
        DeviceState device = byDevEui.get(devEui);
        return device != null ? Optional.of(device) : directory.find(devEui).map(this::load);
    }

    /** From any thread: as {@link #find}, of those that were loaded. */
    Optional<DeviceState> peek(String devEui) {
        return Optional.ofNullable(byDevEui.get(devEui));
    }

    private DeviceState load(KnownDevice known) {
        DeviceState device = new DeviceState(known);
        Optional<Session> current = store.findCurrent(known).or(() -> personalised(known));
        current.ifPresent(session -> {
            device.current(session);
            index(session.devAddr(), device);
        });
        store.findOffered(known, current).ifPresent(session -> {
            device.offered(session);
            index(session.devAddr(), device);
        });
        byDevEui.put(known.devEui(), device);
        return device;
    }

    private Optional<Session> personalised(KnownDevice known) {
        if (!(known.keys() instanceof LorawanKeys.Abp abp)) {
            return Optional.empty();
        }
        Session session = new Session(
                known.devEui(),
                abp.devAddr(),
                Session.NO_JOIN,
                0,
                java.time.Instant.now(),
                SessionStore.keys(abp),
                RadioParameters.INITIAL);
        store.putCurrent(session);
        return Optional.of(session);
    }

    /** Those that have, or were offered, a session with this address; nearly always one. */
    List<DeviceState> find(int devAddr) {
        return byDevAddr.getOrDefault(devAddr, List.of());
    }

    /** An address that no session has. */
    int freeDevAddr() {
        int prefix = (store.netId() & 0x7f) << NETWORK_ADDRESS_BITS;
        int devAddr;
        do {
            devAddr = prefix | RANDOM.nextInt(1 << NETWORK_ADDRESS_BITS);
        } while (byDevAddr.containsKey(devAddr));
        return devAddr;
    }

    /** Offers a session in place of one that was offered before; the one in force stays. */
    void offer(DeviceState device, Session session) {
        device.offered().ifPresent(former -> unindex(former.devAddr(), device));
        device.offered(session);
        index(session.devAddr(), device);
    }

    /** The offered session was heard: it takes the place of the former. */
    void promote(DeviceState device) {
        Session session = device.offered().orElseThrow();
        device.current().ifPresent(former -> unindex(former.devAddr(), device));
        device.offered(null);
        device.current(session);
        index(session.devAddr(), device);
        device.stats().forget();
        store.promote(session);
    }

    private void index(int devAddr, DeviceState device) {
        List<DeviceState> all = byDevAddr.computeIfAbsent(devAddr, a -> new ArrayList<>(1));
        if (!all.contains(device)) {
            all.add(device);
        }
    }

    private void unindex(int devAddr, DeviceState device) {
        List<DeviceState> all = byDevAddr.get(devAddr);
        if (all != null && all.remove(device) && all.isEmpty()) {
            byDevAddr.remove(devAddr);
        }
    }

    Collection<DeviceState> all() {
        return byDevEui.values();
    }
}
