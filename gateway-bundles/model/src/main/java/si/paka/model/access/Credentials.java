package si.paka.model.access;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceId;

/** Devices' secrets, encrypted at rest. Served by {@code access}; safe from any thread. */
public interface Credentials {
    /** Stores a pre-shared key, at least 16 bytes; replaces the device's former one. */
    CompletableFuture<Void> putPsk(DeviceId device, String identity, byte[] key);

    /** The key that belongs to a DTLS identity, a copy. */
    Optional<Psk> findPsk(String identity);

    /**
     * The key of a device, a copy. The default knows only identities that equal the device id; a store that keeps others answers
     * for all of them.
     */
    default Optional<Psk> findPsk(DeviceId device) {
        return findPsk(device.value()).filter(psk -> psk.device().equals(device));
    }

    /** Whether a key is on record for the device: then it must not speak without one. */
    default boolean hasPsk(DeviceId device) {
        return findPsk(device).isPresent();
    }

    /**
     * Stores a LoRaWAN device's keys; replaces its former ones.
     *
     * @param devEui 16 hex digits in lower case; fails with {@link IllegalArgumentException} if it is another device's
     */
    default CompletableFuture<Void> putLorawan(DeviceId device, String devEui, LorawanKeys keys) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("LoRaWAN keys are not kept here"));
    }

    /** The keys of the LoRaWAN device with this DevEUI. */
    default Optional<LorawanKeys> findLorawan(String devEui) {
        return Optional.empty();
    }

    /** DevEUIs of all LoRaWAN devices whose keys are on record. */
    default Set<String> listLorawan() {
        return Set.of();
    }

    /** Forgets all keys of a device. */
    CompletableFuture<Void> remove(DeviceId device);

    /** @param device whose it is: with DTLS, nobody else may speak under this identity */
    record Psk(DeviceId device, String identity, byte[] key) {
        @Override
        public String toString() {
            return "Psk[" + identity + "]";
        }
    }
}
