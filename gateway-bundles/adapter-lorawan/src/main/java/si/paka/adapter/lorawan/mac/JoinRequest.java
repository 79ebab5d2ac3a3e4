package si.paka.adapter.lorawan.mac;

import java.util.Arrays;

/**
 * A device asks to join (LoRaWAN 1.0.x, section 6.2.4).
 *
 * @param joinEui 16 hex digits in lower case
 * @param devEui 16 hex digits in lower case
 * @param devNonce 0..65535
 * @param phy the whole frame
 */
public record JoinRequest(String joinEui, String devEui, int devNonce, byte[] phy) implements Frame {
    public boolean isSignedBy(AesKey appKey) {
        return Mic.matches(appKey.cmac(Arrays.copyOf(phy, phy.length - Mic.BYTES)), phy);
    }

    /** The frame as a device sends it. */
    public static JoinRequest create(String joinEui, String devEui, int devNonce, AesKey appKey) {
        byte[] body = new LittleEndian(23)
                .put(MType.JOIN_REQUEST.header(), 1)
                .put(LittleEndian.eui(joinEui), 8)
                .put(LittleEndian.eui(devEui), 8)
                .put(devNonce, 2)
                .toBytes();
        return new JoinRequest(joinEui, devEui, devNonce, Mic.append(body, appKey.cmac(body)));
    }
}
