package si.paka.adapter.lorawan.mac;

import java.util.Arrays;

/**
 * A data frame, still encrypted.
 *
 * @param fCnt the 16 bits of the frame counter that travel
 * @param fOpts up to 15 bytes of MAC commands, in clear
 * @param fPort 0..255, or {@link #NO_PORT}
 * @param frmPayload encrypted
 * @param phy the whole frame
 */
public record DataFrame(
        MType type, int devAddr, FrameControl control, int fCnt, byte[] fOpts, int fPort, byte[] frmPayload, byte[] phy)
        implements Frame {
    public static final int NO_PORT = -1;

    /** Whether the MIC is right under this key and full counter. */
    public boolean isSignedBy(AesKey nwkSKey, long fullCounter) {
        byte[] body = Arrays.copyOf(phy, phy.length - Mic.BYTES);
        return Mic.matches(Mic.ofData(nwkSKey, type.isUp(), devAddr, fullCounter, body), phy);
    }

    /** FRMPayload in clear. */
    public byte[] decrypt(SessionKeys keys, long fullCounter) {
        return PayloadCipher.apply(keys.forPort(fPort), type.isUp(), devAddr, fullCounter, frmPayload);
    }

    /**
     * A frame, encrypted and signed.
     *
     * @param fOpts MAC commands, at most 15 bytes; none if {@code fPort} is 0
     * @param fPort 0..255, or {@link #NO_PORT} with an empty payload
     * @throws IllegalArgumentException if it cannot be said in one frame
     */
    public static DataFrame create(
            MType type,
            int devAddr,
            FrameControl control,
            long fullCounter,
            byte[] fOpts,
            int fPort,
            byte[] payload,
            SessionKeys keys) {
        if (fOpts.length > 15 || fOpts.length > 0 && fPort == 0 || fPort == NO_PORT && payload.length > 0) {
            throw new IllegalArgumentException(
                    "FOpts of " + fOpts.length + " bytes, port " + fPort + ", payload of " + payload.length + " bytes");
        }
        byte[] secret = PayloadCipher.apply(keys.forPort(fPort), type.isUp(), devAddr, fullCounter, payload);
        LittleEndian body = new LittleEndian(13 + fOpts.length + payload.length)
                .put(type.header(), 1)
                .put(devAddr, 4)
                .put(control.bits(fOpts.length), 1)
                .put(fullCounter, 2)
                .put(fOpts);
        if (fPort != NO_PORT) {
            body.put(fPort, 1).put(secret);
        }
        byte[] signed = body.toBytes();
        byte[] mic = Mic.ofData(keys.network(), type.isUp(), devAddr, fullCounter, signed);
        byte[] phy = Mic.append(signed, mic);
        return new DataFrame(type, devAddr, control, (int) (fullCounter & 0xffff), fOpts, fPort, secret, phy);
    }
}
