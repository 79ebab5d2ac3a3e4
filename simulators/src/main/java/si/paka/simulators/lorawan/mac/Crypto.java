package si.paka.simulators.lorawan.mac;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What a device's chip can do: AES-128 forward, and what LoRaWAN 1.0.x builds on it. */
final class Crypto {
    private static final BigInteger POLYNOMIAL = BigInteger.valueOf(0x87);
    private static final int BLOCK = 16;

    private Crypto() {}

    static byte[] aes(byte[] key, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first four bytes of the CMAC (RFC 4493), calculated with whole numbers of 128 bits. */
    static byte[] mic(byte[] key, byte[] message) {
        BigInteger subkey = times2(number(aes(key, new byte[BLOCK])));
        int last = message.length == 0 ? 0 : (message.length - 1) / BLOCK * BLOCK;
        byte[] end = new byte[BLOCK];
        System.arraycopy(message, last, end, 0, message.length - last);
        if (message.length - last < BLOCK) {
            end[message.length - last] = (byte) 0x80;
            subkey = times2(subkey);
        }
        BigInteger state = BigInteger.ZERO;
        byte[] block = new byte[BLOCK];
        for (int at = 0; at < last; at += BLOCK) {
            System.arraycopy(message, at, block, 0, BLOCK);
            state = number(aes(key, bytes(state.xor(number(block)))));
        }
        byte[] whole = aes(key, bytes(state.xor(number(end)).xor(subkey)));
        return new byte[] {whole[0], whole[1], whole[2], whole[3]};
    }

    private static BigInteger number(byte[] block) {
        return new BigInteger(1, block);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] block = new byte[BLOCK];
        int length = Math.min(BLOCK, raw.length);
        System.arraycopy(raw, raw.length - length, block, BLOCK - length, length);
        return block;
    }

    private static BigInteger times2(BigInteger number) {
        BigInteger doubled = number.shiftLeft(1);
        return doubled.testBit(128) ? doubled.clearBit(128).xor(POLYNOMIAL) : doubled;
    }

    static byte[] sessionKey(byte[] appKey, int use, byte[] joinNonceAndNetId, int devNonce) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.put((byte) use).put(joinNonceAndNetId).putShort((short) devNonce);
        return aes(appKey, block.array());
    }

    static byte[] dataMic(byte[] key, boolean up, int address, int counter, byte[] body) {
        ByteBuffer input = ByteBuffer.allocate(BLOCK + body.length).order(ByteOrder.LITTLE_ENDIAN);
        input.put(head(0x49, up, address, counter, body.length)).put(body);
        return mic(key, input.array());
    }

    static byte[] cipher(byte[] key, boolean up, int address, int counter, byte[] payload) {
        byte[] result = payload.clone();
        for (int at = 0; at < payload.length; at += BLOCK) {
            byte[] stream = aes(key, head(1, up, address, counter, at / BLOCK + 1));
            for (int i = at; i < Math.min(at + BLOCK, payload.length); i++) {
                result[i] ^= stream[i - at];
            }
        }
        return result;
    }

    private static byte[] head(int first, boolean up, int address, int counter, int last) {
        return ByteBuffer.allocate(BLOCK)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) first)
                .putInt(0)
                .put((byte) (up ? 0 : 1))
                .putInt(address)
                .putInt(counter)
                .put((byte) 0)
                .put((byte) last)
                .array();
    }
}
