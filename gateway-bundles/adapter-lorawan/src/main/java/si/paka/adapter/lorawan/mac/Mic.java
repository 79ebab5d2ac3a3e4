package si.paka.adapter.lorawan.mac;

import java.util.Arrays;

/** Message integrity codes: the first four bytes of a CMAC, at the end of a frame. */
final class Mic {
    static final int BYTES = 4;
    private static final int B0 = 0x49;

    private Mic() {}

    /** CMAC of block B0 and the frame without its MIC (LoRaWAN 1.0.x, section 4.4). */
    static byte[] ofData(AesKey nwkSKey, boolean up, int devAddr, long fCnt, byte[] body) {
        byte[] input = new LittleEndian(16 + body.length)
                .put(B0, 1)
                .put(0, 4)
                .put(up ? 0 : 1, 1)
                .put(devAddr, 4)
                .put(fCnt, 4)
                .put(0, 1)
                .put(body.length, 1)
                .put(body)
                .toBytes();
        return nwkSKey.cmac(input);
    }

    static boolean matches(byte[] cmac, byte[] phy) {
        int at = phy.length - BYTES;
        int difference = 0;
        for (int i = 0; i < BYTES; i++) {
            difference |= cmac[i] ^ phy[at + i];
        }
        return difference == 0;
    }

    static byte[] append(byte[] body, byte[] cmac) {
        byte[] phy = Arrays.copyOf(body, body.length + BYTES);
        System.arraycopy(cmac, 0, phy, body.length, BYTES);
        return phy;
    }
}
