package si.paka.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import si.paka.model.DeviceId;

/** AES-256-GCM under a key of the cabinet's own, made at first start, file mode 0600. Safe from any thread. */
final class Sealing {
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    Sealing(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[32];
            RANDOM.nextBytes(fresh);
            PrivateFiles.write(file, fresh);
        }
        key = new SecretKeySpec(Files.readAllBytes(file), "AES");
    }

    byte[] seal(DeviceId device, byte[] plain) {
        try {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, device).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] unseal(DeviceId device, byte[] all) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), device).doFinal(all, NONCE, all.length - NONCE);
    }

    /** The device's id is authenticated too: a sealed key does not fit another device. */
    private Cipher cipher(int mode, byte[] nonce, DeviceId device) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(device.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
