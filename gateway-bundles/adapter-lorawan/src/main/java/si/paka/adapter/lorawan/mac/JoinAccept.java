package si.paka.adapter.lorawan.mac;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The network lets a device in (LoRaWAN 1.0.x, section 6.2.5).
 *
 * @param joinNonce 24 bits
 * @param netId 24 bits
 * @param rx1Offset 0..5
 * @param rx2DataRate 0..7
 * @param rxDelay_s 1..15
 * @param frequencies_Hz channels 3 to 7, up to five; none: no CFList
 */
public record JoinAccept(
        int joinNonce,
        int netId,
        int devAddr,
        int rx1Offset,
        int rx2DataRate,
        int rxDelay_s,
        List<Long> frequencies_Hz) {
    private static final int PLAIN = 17;
    private static final int WITH_CHANNELS = 33;
    private static final int CHANNELS = 5;
    private static final int UNIT_Hz = 100;

    public JoinAccept {
        frequencies_Hz = List.copyOf(frequencies_Hz);
    }

    /** The frame: the network decrypts, so that a device which can only encrypt reads it. */
    public byte[] toPhy(AesKey appKey) {
        LittleEndian body = new LittleEndian(WITH_CHANNELS)
                .put(MType.JOIN_ACCEPT.header(), 1)
                .put(joinNonce, 3)
                .put(netId, 3)
                .put(devAddr, 4)
                .put(rx1Offset << 4 | rx2DataRate, 1)
                .put(rxDelay_s, 1);
        if (!frequencies_Hz.isEmpty()) {
            for (int i = 0; i < CHANNELS; i++) {
                body.put(i < frequencies_Hz.size() ? frequencies_Hz.get(i) / UNIT_Hz : 0, 3);
            }
            body.put(0, 1);
        }
        byte[] plain = body.toBytes();
        byte[] signed = Mic.append(plain, appKey.cmac(plain));
        byte[] secret = appKey.decrypt(Arrays.copyOfRange(signed, 1, signed.length));
        System.arraycopy(secret, 0, signed, 1, secret.length);
        return signed;
    }

    /** What a device makes of it; empty if it is not a join-accept under this key. */
    public static Optional<JoinAccept> read(byte[] phy, AesKey appKey) {
        boolean shaped = (phy.length == PLAIN || phy.length == WITH_CHANNELS) && MType.of(phy[0]) == MType.JOIN_ACCEPT;
        if (!shaped) {
            return Optional.empty();
        }
        byte[] clear = phy.clone();
        byte[] opened = appKey.encrypt(Arrays.copyOfRange(phy, 1, phy.length));
        System.arraycopy(opened, 0, clear, 1, opened.length);
        if (!Mic.matches(appKey.cmac(Arrays.copyOf(clear, clear.length - Mic.BYTES)), clear)) {
            return Optional.empty();
        }
        List<Long> frequencies = new java.util.ArrayList<>();
        for (int at = 13; clear.length == WITH_CHANNELS && at < 28; at += 3) {
            frequencies.add(LittleEndian.read(clear, at, 3) * UNIT_Hz);
        }
        return Optional.of(new JoinAccept(
                (int) LittleEndian.read(clear, 1, 3),
                (int) LittleEndian.read(clear, 4, 3),
                (int) LittleEndian.read(clear, 7, 4),
                clear[11] >> 4 & 7,
                clear[11] & 0x0f,
                Math.max(1, clear[12] & 0x0f),
                frequencies));
    }
}
