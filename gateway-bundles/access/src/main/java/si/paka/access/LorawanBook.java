package si.paka.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.access.LorawanKeys;
import si.paka.model.journal.StateStore;

/** LoRaWAN devices' keys, sealed in keyed state by device. Safe from any thread. */
final class LorawanBook {
    private static final Logger log = LoggerFactory.getLogger(LorawanBook.class);
    static final String ROOM = "access.lorawan";
    private static final int OTAA = 1;
    private static final int ABP = 2;

    private record Entry(DeviceId device, LorawanKeys keys) {}

    private final StateStore store;
    private final Sealing sealing;
    private final Map<String, Entry> byDevEui = new ConcurrentHashMap<>();

    LorawanBook(StateStore store, Sealing sealing) throws IOException {
        this.store = store;
        this.sealing = sealing;
        for (Map.Entry<String, byte[]> entry : store.all(ROOM).entrySet()) {
            try {
                DeviceId device = new DeviceId(entry.getKey());
                read(device, sealing.unseal(device, entry.getValue()));
            } catch (GeneralSecurityException e) {
                log.error(
                        "the LoRaWAN keys of device {} cannot be opened with keys/credentials.key ({}); give the device its keys anew",
                        entry.getKey(),
                        e.getMessage());
            }
        }
    }

    synchronized CompletableFuture<Void> put(DeviceId device, String devEui, LorawanKeys keys) {
        if (!LorawanKeys.EUI.matcher(devEui).matches()) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("devEui is \"" + devEui + "\", expected 16 hex digits in lower case"));
        }
        Entry holder = byDevEui.get(devEui);
        if (holder != null && !holder.device().equals(device)) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("devEui belongs to device " + holder.device() + " already"));
        }
        byDevEui.values().removeIf(entry -> entry.device().equals(device));
        byDevEui.put(devEui, new Entry(device, keys));
        return store.put(ROOM, device.value(), sealing.seal(device, plain(devEui, keys)));
    }

    private static byte[] plain(String devEui, LorawanKeys keys) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(plain)) {
            if (keys instanceof LorawanKeys.Otaa otaa) {
                out.writeByte(OTAA);
                out.writeUTF(devEui);
                out.writeUTF(otaa.joinEui());
                out.write(otaa.appKey());
            } else if (keys instanceof LorawanKeys.Abp abp) {
                out.writeByte(ABP);
                out.writeUTF(devEui);
                out.writeInt(abp.devAddr());
                out.write(abp.nwkSKey());
                out.write(abp.appSKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plain.toByteArray();
    }

    private void read(DeviceId device, byte[] plain) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            int form = in.readByte();
            String devEui = in.readUTF();
            LorawanKeys keys = form == OTAA
                    ? new LorawanKeys.Otaa(in.readUTF(), in.readNBytes(LorawanKeys.KEY_BYTES))
                    : new LorawanKeys.Abp(
                            in.readInt(), in.readNBytes(LorawanKeys.KEY_BYTES), in.readNBytes(LorawanKeys.KEY_BYTES));
            byDevEui.put(devEui, new Entry(device, keys));
        }
    }

    Optional<LorawanKeys> find(String devEui) {
        return Optional.ofNullable(byDevEui.get(devEui)).map(Entry::keys);
    }

    Set<String> list() {
        return Set.copyOf(byDevEui.keySet());
    }

    synchronized CompletableFuture<Void> remove(DeviceId device) {
        byDevEui.values().removeIf(entry -> entry.device().equals(device));
        return store.remove(ROOM, device.value());
    }
}
