package si.paka.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.access.Credentials;
import si.paka.model.access.LorawanKeys;
import si.paka.model.journal.StateStore;

/** Devices' keys in keyed state, sealed under a key that lies in {@code keys/}. */
final class CredentialBook implements Credentials {
    private static final Logger log = LoggerFactory.getLogger(CredentialBook.class);
    static final String ROOM = "access.credentials";
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64;

    private final StateStore store;
    private final Sealing sealing;
    private final LorawanBook lorawan;
    private final Map<String, Psk> byIdentity = new ConcurrentHashMap<>();

    CredentialBook(StateStore store, Path keys) throws IOException, GeneralSecurityException {
        this.store = store;
        this.sealing = new Sealing(keys.resolve("credentials.key"));
        this.lorawan = new LorawanBook(store, sealing);
        for (Map.Entry<String, byte[]> entry : store.all(ROOM).entrySet()) {
            try {
                DeviceId device = new DeviceId(entry.getKey());
                Psk psk = psk(device, sealing.unseal(device, entry.getValue()));
                byIdentity.put(psk.identity(), psk);
            } catch (GeneralSecurityException e) {
                log.error(
                        "the key of device {} cannot be opened with keys/credentials.key ({}); give the device its key anew",
                        entry.getKey(),
                        e.getMessage());
            }
        }
    }

    @Override
    public synchronized CompletableFuture<Void> putPsk(DeviceId device, String identity, byte[] key) {
        if (key.length < SHORTEST || key.length > LONGEST) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "psk.key has " + key.length + " bytes, expected " + SHORTEST + ".." + LONGEST));
        }
        if (identity.isBlank() || identity.length() > 128) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("psk.identity is missing or too long, expected 1..128 characters"));
        }
        Psk holder = byIdentity.get(identity);
        if (holder != null && !holder.device().equals(device)) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("psk.identity belongs to device " + holder.device() + " already"));
        }
        Psk psk = new Psk(device, identity, key.clone());
        byIdentity.values().removeIf(other -> other.device().equals(device));
        byIdentity.put(identity, psk);
        return store.put(ROOM, device.value(), sealing.seal(device, plain(psk)));
    }

    private static byte[] plain(Psk psk) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(plain)) {
            out.writeUTF(psk.identity());
            out.write(psk.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plain.toByteArray();
    }

    private static Psk psk(DeviceId device, byte[] plain) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            return new Psk(device, in.readUTF(), in.readAllBytes());
        }
    }

    @Override
    public Optional<Psk> findPsk(String identity) {
        return Optional.ofNullable(byIdentity.get(identity));
    }

    @Override
    public Optional<Psk> findPsk(DeviceId device) {
        return byIdentity.values().stream()
                .filter(psk -> psk.device().equals(device))
                .findFirst();
    }

    @Override
    public CompletableFuture<Void> putLorawan(DeviceId device, String devEui, LorawanKeys keys) {
        return lorawan.put(device, devEui, keys);
    }

    @Override
    public Optional<LorawanKeys> findLorawan(String devEui) {
        return lorawan.find(devEui);
    }

    @Override
    public Set<String> listLorawan() {
        return lorawan.list();
    }

    @Override
    public synchronized CompletableFuture<Void> remove(DeviceId device) {
        byIdentity.values().removeIf(psk -> psk.device().equals(device));
        return CompletableFuture.allOf(store.remove(ROOM, device.value()), lorawan.remove(device));
    }
}
