package si.paka.adapter.lorawan.mac;

import java.util.Arrays;
import si.paka.adapter.lorawan.mac.Frame.Fault;
import si.paka.adapter.lorawan.mac.Frame.Malformed;

/** PHYPayload to frame (LoRaWAN 1.0.x, sections 4 and 6.2). */
final class FrameReader {
    private static final int SHORTEST_DATA = 12;
    private static final int JOIN_REQUEST = 23;
    private static final int MIC = 4;
    private static final int FHDR = 7;

    private FrameReader() {}

    static Frame read(byte[] phy, boolean up) {
        if (phy.length < SHORTEST_DATA) {
            return bad(Fault.TOO_SHORT, phy.length + " bytes, expected at least " + SHORTEST_DATA);
        }
        if (phy.length > Frame.LONGEST) {
            return bad(Fault.TOO_LONG, phy.length + " bytes, expected at most " + Frame.LONGEST);
        }
        MType type = MType.of(phy[0]);
        if (type == MType.PROPRIETARY) {
            return bad(Fault.PROPRIETARY, "proprietary frame, expected LoRaWAN 1.0.x");
        }
        if ((phy[0] & 0x1f) != 0) {
            return bad(
                    Fault.VERSION, "MAC header 0x" + Integer.toHexString(phy[0] & 0xff) + ", expected major version 0");
        }
        if (type == MType.JOIN_REQUEST && up) {
            return phy.length == JOIN_REQUEST
                    ? joinRequest(phy)
                    : bad(Fault.JOIN_LENGTH, "join-request of " + phy.length + " bytes, expected 23");
        }
        if (up ? type.isUp() : type.isDown()) {
            return data(type, phy);
        }
        return bad(Fault.TYPE, type + ", expected " + (up ? "join-request or data up" : "data down"));
    }

    private static JoinRequest joinRequest(byte[] phy) {
        return new JoinRequest(
                LittleEndian.eui(phy, 1), LittleEndian.eui(phy, 9), (int) LittleEndian.read(phy, 17, 2), phy);
    }

    private static Frame data(MType type, byte[] phy) {
        int fCtrl = phy[5] & 0xff;
        int optionsEnd = 1 + FHDR + (fCtrl & 0x0f);
        int end = phy.length - MIC;
        if (optionsEnd > end) {
            return bad(Fault.OPTIONS, "FOpts of " + (fCtrl & 0x0f) + " bytes in a frame of " + phy.length);
        }
        int port = optionsEnd < end ? phy[optionsEnd] & 0xff : DataFrame.NO_PORT;
        if (port == 0 && optionsEnd > 1 + FHDR) {
            return bad(Fault.PORT_ZERO, "FOpts and port 0 in one frame, expected one of them");
        }
        return new DataFrame(
                type,
                (int) LittleEndian.read(phy, 1, 4),
                FrameControl.of(fCtrl),
                (int) LittleEndian.read(phy, 6, 2),
                Arrays.copyOfRange(phy, 1 + FHDR, optionsEnd),
                port,
                Arrays.copyOfRange(phy, Math.min(optionsEnd + 1, end), end),
                phy);
    }

    private static Malformed bad(Fault fault, String detail) {
        return new Malformed(fault, detail);
    }
}
