package si.paka.adapter.lorawan.mac;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** An AES-128 key with the operations LoRaWAN needs: blocks (FIPS 197) and CMAC (RFC 4493). Never shows itself. Safe from any thread. */
public final class AesKey {
    public static final int BYTES = 16;
    private static final int BLOCK = 16;
    private static final byte RB = (byte) 0x87;
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(AesKey::cipher);

    private final byte[] bytes;
    private final Key key;

    /** @throws IllegalArgumentException if it has not 16 bytes */
    public AesKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an AES-128 key has " + bytes.length + " bytes, expected 16");
        }
        this.bytes = bytes.clone();
        this.key = new SecretKeySpec(this.bytes, "AES");
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /** Whole blocks, each by itself. */
    byte[] encrypt(byte[] blocks) {
        return run(Cipher.ENCRYPT_MODE, blocks);
    }

    /** Whole blocks, each by itself. */
    byte[] decrypt(byte[] blocks) {
        return run(Cipher.DECRYPT_MODE, blocks);
    }

    private byte[] run(int mode, byte[] blocks) {
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(mode, key);
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4493, all 16 bytes. */
    byte[] cmac(byte[] message) {
        byte[] subkey = doubled(encrypt(new byte[BLOCK]));
        int blocks = Math.max(1, (message.length + BLOCK - 1) / BLOCK);
        boolean whole = message.length > 0 && message.length % BLOCK == 0;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK);
        if (!whole) {
            subkey = doubled(subkey);
            padded[message.length] = (byte) 0x80;
        }
        xor(padded, (blocks - 1) * BLOCK, subkey);
        return chain(padded);
    }

    private byte[] chain(byte[] padded) {
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(Cipher.ENCRYPT_MODE, key);
            byte[] state = new byte[BLOCK];
            for (int at = 0; at < padded.length; at += BLOCK) {
                for (int i = 0; i < BLOCK; i++) {
                    state[i] ^= padded[at + i];
                }
                cipher.doFinal(state, 0, BLOCK, state, 0);
            }
            return state;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int next = i + 1 < BLOCK ? (block[i + 1] & 0xff) >> 7 : 0;
            result[i] = (byte) (block[i] << 1 | next);
        }
        if (block[0] < 0) {
            result[BLOCK - 1] ^= RB;
        }
        return result;
    }

    private static void xor(byte[] into, int at, byte[] block) {
        for (int i = 0; i < BLOCK; i++) {
            into[at + i] ^= block[i];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AesKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "AesKey[hidden]";
    }
}
