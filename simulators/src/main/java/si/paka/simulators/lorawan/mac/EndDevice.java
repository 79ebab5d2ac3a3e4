package si.paka.simulators.lorawan.mac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A LoRaWAN 1.0.x device: joins, sends, and takes what is meant for it in a window it listens to. A downlink whose counter has not grown, or
 * with a wrong MIC, is refused and counted. Not safe for several threads.
 */
public final class EndDevice {
    private static final int HEADER = 8;
    private static final int MIC = 4;
    private static final long RX2_Hz = 869_525_000L;

    private final byte[] devEui;
    private final byte[] joinEui;
    private final byte[] appKey;
    private final boolean classC;
    private final boolean countsJoins;
    private final List<Byte> answers = new ArrayList<>();
    private byte[] networkKey;
    private byte[] applicationKey;
    private int devNonce;
    private int address;
    private int up;
    private long lastDown = -1;
    private int rx1Delay_s = 1;
    private int rx1Offset;
    private int rx2DataRate;
    private int dataRate = 5;
    private boolean acknowledge;
    private boolean joined;
    private long refused;
    private long received;

    /** What an application gets. */
    public record Data(int port, byte[] payload) {}

    public EndDevice(String devEui, String joinEui, String appKey, boolean classC, boolean countsJoins) {
        this.devEui = HexFormat.of().parseHex(devEui);
        this.joinEui = HexFormat.of().parseHex(joinEui);
        this.appKey = HexFormat.of().parseHex(appKey);
        this.classC = classC;
        this.countsJoins = countsJoins;
    }

    public String devEui() {
        return HexFormat.of().formatHex(devEui);
    }

    /** A join-request; a device that counts takes the next nonce, another the given one. */
    public byte[] join(int random) {
        devNonce = countsJoins ? devNonce + 1 : random & 0xffff;
        ByteBuffer body = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        body.put((byte) 0).put(reversed(joinEui)).put(reversed(devEui)).putShort((short) devNonce);
        return signed(body.array(), Crypto.mic(appKey, body.array()));
    }

    /** An uplink with what has to be answered to MAC commands. */
    public byte[] send(int port, byte[] payload, boolean confirmed) {
        int options = Math.min(15, answers.size());
        ByteBuffer body =
                ByteBuffer.allocate(HEADER + options + 1 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        body.put((byte) (confirmed ? 0x80 : 0x40))
                .putInt(address)
                .put((byte) (0x80 | (acknowledge ? 0x20 : 0) | options))
                .putShort((short) up);
        for (int i = 0; i < options; i++) {
            body.put(answers.get(i));
        }
        answers.clear();
        acknowledge = false;
        body.put((byte) port).put(Crypto.cipher(port == 0 ? networkKey : applicationKey, true, address, up, payload));
        byte[] mic = Crypto.dataMic(networkKey, true, address, up, body.array());
        up++;
        return signed(body.array(), mic);
    }

    /** Whether it listens there and then. @param sinceUplink_ms since the end of its last uplink */
    public boolean listens(long frequency_Hz, int atDataRate, long sinceUplink_ms, long uplink_Hz, int uplinkDataRate) {
        long first_ms = (joined ? rx1Delay_s : 5) * 1_000L;
        int firstRate = Math.max(0, uplinkDataRate - (joined ? rx1Offset : 0));
        int secondRate = joined ? rx2DataRate : 0;
        boolean inFirst = near(sinceUplink_ms, first_ms) && frequency_Hz == uplink_Hz && atDataRate == firstRate;
        boolean secondParameters = frequency_Hz == RX2_Hz && atDataRate == secondRate;
        return inFirst || secondParameters && (classC && joined || near(sinceUplink_ms, first_ms + 1_000));
    }

    private static boolean near(long found_ms, long wanted_ms) {
        return Math.abs(found_ms - wanted_ms) <= 20;
    }

    /** What came down, if it is for this device and new. */
    public Optional<Data> receive(byte[] phy) {
        int type = (phy[0] & 0xff) >> 5;
        if (type == 1) {
            if (!joined || phy.length == 17 || phy.length == 33) {
                accept(phy);
            }
            return Optional.empty();
        }
        boolean mine = joined
                && (type == 3 || type == 5)
                && ByteBuffer.wrap(phy).order(ByteOrder.LITTLE_ENDIAN).getInt(1) == address;
        return mine ? data(phy, type == 5) : Optional.empty();
    }

    private void accept(byte[] phy) {
        byte[] clear = Crypto.aes(appKey, Arrays.copyOfRange(phy, 1, phy.length));
        byte[] body = new byte[1 + clear.length - MIC];
        body[0] = phy[0];
        System.arraycopy(clear, 0, body, 1, clear.length - MIC);
        if (!Arrays.equals(Crypto.mic(appKey, body), Arrays.copyOfRange(clear, clear.length - MIC, clear.length))) {
            return; // another device's
        }
        byte[] nonces = Arrays.copyOf(clear, 6);
        networkKey = Crypto.sessionKey(appKey, 1, nonces, devNonce);
        applicationKey = Crypto.sessionKey(appKey, 2, nonces, devNonce);
        address = ByteBuffer.wrap(clear).order(ByteOrder.LITTLE_ENDIAN).getInt(6);
        rx1Offset = clear[10] >> 4 & 7;
        rx2DataRate = clear[10] & 15;
        rx1Delay_s = Math.max(1, clear[11] & 15);
        up = 0;
        lastDown = -1;
        joined = true;
        answers.clear();
    }

    private Optional<Data> data(byte[] phy, boolean confirmed) {
        int low = ByteBuffer.wrap(phy).order(ByteOrder.LITTLE_ENDIAN).getShort(6) & 0xffff;
        long counter = (lastDown < 0 ? 0 : lastDown & ~0xffffL) + low;
        if (lastDown >= 0 && counter <= lastDown) {
            counter += 0x1_0000;
        }
        byte[] body = Arrays.copyOf(phy, phy.length - MIC);
        byte[] mic = Arrays.copyOfRange(phy, phy.length - MIC, phy.length);
        boolean near = counter - lastDown <= 16_384;
        if (!near || !Arrays.equals(mic, Crypto.dataMic(networkKey, false, address, (int) counter, body))) {
            refused++;
            return Optional.empty();
        }
        lastDown = counter;
        received++;
        acknowledge = confirmed;
        int options = phy[5] & 15;
        commands(Arrays.copyOfRange(phy, HEADER, HEADER + options));
        int at = HEADER + options;
        if (at >= body.length) {
            return Optional.empty();
        }
        int port = body[at] & 0xff;
        byte[] secret = Arrays.copyOfRange(body, at + 1, body.length);
        byte[] clear = Crypto.cipher(port == 0 ? networkKey : applicationKey, false, address, (int) counter, secret);
        if (port == 0) {
            commands(clear);
            return Optional.empty();
        }
        return Optional.of(new Data(port, clear));
    }

    /** Obeys and answers; stops at what it does not know, as devices do. */
    private void commands(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            switch (bytes[at]) {
                case 0x02 -> at += 3;
                case 0x03 -> {
                    int rate = bytes[at + 1] >> 4 & 15;
                    dataRate = rate == 15 ? dataRate : rate;
                    answer(0x03, 0x07);
                    at += 5;
                }
                case 0x05 -> {
                    rx1Offset = bytes[at + 1] >> 4 & 7;
                    rx2DataRate = bytes[at + 1] & 15;
                    answer(0x05, 0x07);
                    at += 5;
                }
                case 0x06 -> {
                    answer(0x06, 0xff, 0x07);
                    at += 1;
                }
                case 0x07 -> {
                    answer(0x07, 0x03);
                    at += 6;
                }
                case 0x08 -> {
                    rx1Delay_s = Math.max(1, bytes[at + 1] & 15);
                    answer(0x08);
                    at += 2;
                }
                case 0x0d -> at += 6;
                default -> at = bytes.length;
            }
        }
    }

    private void answer(int... bytes) {
        for (int one : bytes) {
            answers.add((byte) one);
        }
    }

    private static byte[] signed(byte[] body, byte[] mic) {
        byte[] phy = Arrays.copyOf(body, body.length + MIC);
        System.arraycopy(mic, 0, phy, body.length, MIC);
        return phy;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }

    public boolean isJoined() {
        return joined;
    }

    /** It loses its power: whatever is not in flash is forgotten; its DevNonce is. */
    public void loseSession() {
        joined = false;
    }

    public int dataRate() {
        return dataRate;
    }

    /** Frames to its address that were replayed, forged, or under a counter that was used. */
    public long refused() {
        return refused;
    }

    public long received() {
        return received;
    }

    public long lastDown() {
        return lastDown;
    }
}
