package si.paka.adapter.lorawan.mac;

/** What a PHYPayload turned out to be. Bad bytes from the air are ordinary, so they are a value. */
public sealed interface Frame permits JoinRequest, DataFrame, Frame.Malformed {
    /**
     * Not a frame that a device of LoRaWAN 1.0.x would send, or one this server does not serve.
     *
     * @param detail found and expected
     */
    record Malformed(Fault fault, String detail) implements Frame {}

    /** What is wrong, as a counter's label. */
    enum Fault {
        TOO_SHORT,
        TOO_LONG,
        /** Major version or reserved bits of the MAC header. */
        VERSION,
        /** A type that this direction does not have. */
        TYPE,
        PROPRIETARY,
        JOIN_LENGTH,
        /** FOpts reach beyond the frame. */
        OPTIONS,
        /** Commands in FOpts and on port 0 at once. */
        PORT_ZERO
    }

    /** No frame is longer: MHDR, 250 bytes of MACPayload, MIC. */
    int LONGEST = 255;

    /**
     * Reads what came up from a device.
     *
     * @param phy handed over, nobody changes it
     */
    static Frame readUp(byte[] phy) {
        return FrameReader.read(phy, true);
    }

    /** Reads what went down to a device, join-accepts excepted: those need the key ({@link JoinAccept#read}). */
    static Frame readDown(byte[] phy) {
        return FrameReader.read(phy, false);
    }
}
