package si.paka.adapter.lorawan.mac;

/**
 * Keys of a session. Never shown.
 *
 * @param network NwkSKey: MIC, and MAC commands on port 0
 * @param application AppSKey
 */
public record SessionKeys(AesKey network, AesKey application) {
    /** As a join derives them (LoRaWAN 1.0.x, section 6.2.5). */
    public static SessionKeys derive(AesKey appKey, int joinNonce, int netId, int devNonce) {
        return new SessionKeys(
                derive(appKey, 1, joinNonce, netId, devNonce), derive(appKey, 2, joinNonce, netId, devNonce));
    }

    private static AesKey derive(AesKey appKey, int use, int joinNonce, int netId, int devNonce) {
        return new AesKey(appKey.encrypt(new LittleEndian(16)
                .put(use, 1)
                .put(joinNonce, 3)
                .put(netId, 3)
                .put(devNonce, 2)
                .put(0, 7)
                .toBytes()));
    }

    AesKey forPort(int fPort) {
        return fPort == 0 ? network : application;
    }

    @Override
    public String toString() {
        return "SessionKeys[hidden]";
    }
}
