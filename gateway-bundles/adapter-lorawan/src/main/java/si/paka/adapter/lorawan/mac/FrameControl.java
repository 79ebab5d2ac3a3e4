package si.paka.adapter.lorawan.mac;

/**
 * The flags of FCtrl (LoRaWAN 1.0.x, section 4.3.1).
 *
 * @param adr the network may, or does, set the data rate
 * @param adrAckReq up only: the device asks for any downlink
 * @param ack acknowledges the last confirmed frame of the other side
 * @param pending down: more waits; up: class B
 */
public record FrameControl(boolean adr, boolean adrAckReq, boolean ack, boolean pending) {
    static FrameControl of(int fCtrl) {
        return new FrameControl((fCtrl & 0x80) != 0, (fCtrl & 0x40) != 0, (fCtrl & 0x20) != 0, (fCtrl & 0x10) != 0);
    }

    int bits(int fOptsLength) {
        return (adr ? 0x80 : 0) | (adrAckReq ? 0x40 : 0) | (ack ? 0x20 : 0) | (pending ? 0x10 : 0) | fOptsLength;
    }
}
