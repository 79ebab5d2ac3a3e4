package si.paka.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.access.Credentials;
import si.paka.model.journal.StateStore;

/** Devices' pre-shared keys in keyed state, sealed with AES-256-GCM under a key that lies in {@code keys/}. */
final class CredentialBook implements Credentials {
    private static final Logger log = LoggerFactory.getLogger(CredentialBook.class);
    static final String ROOM = "access.credentials";
    private static final int NONCE = 12;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final StateStore store;
    private final SecretKeySpec sealing;
    private final Map<String, Psk> byIdentity = new ConcurrentHashMap<>();

    CredentialBook(StateStore store, Path keys) throws IOException, GeneralSecurityException {
        this.store = store;
        this.sealing = sealingKey(keys.resolve("credentials.key"));
        for (Map.Entry<String, byte[]> entry : store.all(ROOM).entrySet()) {
            try {
                Psk psk = unseal(new DeviceId(entry.getKey()), entry.getValue());
                byIdentity.put(psk.identity(), psk);
            } catch (GeneralSecurityException e) {
                log.error(
                        "the key of device {} cannot be opened with keys/credentials.key ({}); give the device its key anew",
                        entry.getKey(),
                        e.getMessage());
            }
        }
    }

    private static SecretKeySpec sealingKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            PrivateFiles.write(file, key);
        }
        return new SecretKeySpec(Files.readAllBytes(file), "AES");
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
        return store.put(ROOM, device.value(), seal(psk));
    }

    private byte[] seal(Psk psk) {
        try {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(plain)) {
                out.writeUTF(psk.identity());
                out.write(psk.key());
            }
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, psk.device());
            byte[] sealed = cipher.doFinal(plain.toByteArray());
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Psk unseal(DeviceId device, byte[] all) throws IOException, GeneralSecurityException {
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), device);
        byte[] plain = cipher.doFinal(all, NONCE, all.length - NONCE);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            return new Psk(device, in.readUTF(), in.readAllBytes());
        }
    }

    /** The device's id is authenticated too: a sealed key does not fit another device. */
    private Cipher cipher(int mode, byte[] nonce, DeviceId device) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(device.value().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return cipher;
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
    public synchronized CompletableFuture<Void> remove(DeviceId device) {
        byIdentity.values().removeIf(psk -> psk.device().equals(device));
        return store.remove(ROOM, device.value());
    }
}
