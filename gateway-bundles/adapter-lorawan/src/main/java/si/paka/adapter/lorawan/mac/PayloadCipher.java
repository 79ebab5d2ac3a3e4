package si.paka.adapter.lorawan.mac;

/** Counter-mode encryption of FRMPayload (LoRaWAN 1.0.x, section 4.3.3); its own inverse. */
final class PayloadCipher {
    private static final int BLOCK = 16;

    private PayloadCipher() {}

    static byte[] apply(AesKey key, boolean up, int devAddr, long fCnt, byte[] payload) {
        int count = (payload.length + BLOCK - 1) / BLOCK;
        if (count == 0) {
            return payload;
        }
        LittleEndian blocks = new LittleEndian(count * BLOCK);
        for (int i = 1; i <= count; i++) {
            blocks.put(1, 1)
                    .put(0, 4)
                    .put(up ? 0 : 1, 1)
                    .put(devAddr, 4)
                    .put(fCnt, 4)
                    .put(0, 1)
                    .put(i, 1);
        }
        byte[] stream = key.encrypt(blocks.toBytes());
        byte[] result = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            result[i] = (byte) (payload[i] ^ stream[i]);
        }
        return result;
    }
}
