package si.paka.adapter.lorawan.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import si.paka.adapter.lorawan.mac.AesKey;
import si.paka.adapter.lorawan.mac.DataFrame;
import si.paka.adapter.lorawan.mac.Frame;
import si.paka.adapter.lorawan.mac.FrameControl;
import si.paka.adapter.lorawan.mac.FrameCounter;
import si.paka.adapter.lorawan.mac.JoinAccept;
import si.paka.adapter.lorawan.mac.JoinRequest;
import si.paka.adapter.lorawan.mac.MType;
import si.paka.adapter.lorawan.mac.SessionKeys;
import si.paka.model.access.LorawanKeys;

/** The other end, as far as a test needs it. */
final class TestDevice {
    static final String JOIN_EUI = "70b3d57ed0000001";

    final String devEui;
    final byte[] appKey = new byte[16];
    SessionKeys keys;
    int devAddr;
    long up;
    long down = -1;
    int devNonce;

    TestDevice(int number) {
        devEui = String.format("00112233445566%02x", number);
        new Random(number).nextBytes(appKey);
    }

    KnownDevice known(boolean countsJoins, boolean classC) {
        return new KnownDevice(
                devEui,
                new LorawanKeys.Otaa(JOIN_EUI, appKey),
                new DeviceRadio(countsJoins, classC, OptionalInt.empty()));
    }

    byte[] joinRequest(int nonce) {
        devNonce = nonce;
        return JoinRequest.create(JOIN_EUI, devEui, nonce, new AesKey(appKey)).phy();
    }

    JoinAccept accepted(byte[] phy) {
        JoinAccept accept = JoinAccept.read(phy, new AesKey(appKey)).orElseThrow();
        keys = SessionKeys.derive(new AesKey(appKey), accept.joinNonce(), accept.netId(), devNonce);
        devAddr = accept.devAddr();
        up = 0;
        down = -1;
        return accept;
    }

    /** Joins through the street's near concentrator. */
    TestDevice join(TestStreet street, int nonce) {
        street.settled(joinRequest(nonce));
        accepted(street.lastOnAir().phy());
        return this;
    }

    byte[] uplink(int port, int... payload) {
        return frame(MType.UNCONFIRMED_UP, false, new byte[0], port, payload);
    }

    byte[] confirmed(int port, int... payload) {
        return frame(MType.CONFIRMED_UP, false, new byte[0], port, payload);
    }

    byte[] acknowledging() {
        return frame(MType.UNCONFIRMED_UP, true, new byte[0], 2, 1);
    }

    byte[] commands(byte... fOpts) {
        return frame(MType.UNCONFIRMED_UP, false, fOpts, 2, 1);
    }

    byte[] frame(MType type, boolean ack, byte[] fOpts, int port, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return DataFrame.create(
                        type, devAddr, new FrameControl(true, false, ack, false), up++, fOpts, port, bytes, keys)
                .phy();
    }

    /** A downlink in clear, checked as a device does: MIC, and a counter that has grown. */
    Received receive(byte[] phy) {
        DataFrame frame = (DataFrame) Frame.readDown(phy);
        long counter = FrameCounter.full(down, frame.fCnt());
        if (counter == down || !frame.isSignedBy(keys.network(), counter)) {
            throw new AssertionError("refused: counter " + counter + " after " + down);
        }
        down = counter;
        List<Integer> payload = new ArrayList<>();
        for (byte one : frame.decrypt(keys, counter)) {
            payload.add(one & 0xff);
        }
        return new Received(frame, counter, payload);
    }

    record Received(DataFrame frame, long counter, List<Integer> payload) {}
}
