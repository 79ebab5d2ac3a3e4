package si.paka.adapter.lorawan.udp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One datagram of Semtech's protocol (Lora-net/packet_forwarder PROTOCOL.TXT, sections 3 and 5).
 *
 * @param token two bytes that its answer repeats
 * @param eui of the concentrator, 16 hex digits in lower case; empty in answers of the server
 * @param body JSON, may be empty
 */
record Datagram(int version, int token, Kind kind, String eui, byte[] body) {
    private static final int HEAD = 4;
    private static final int HEAD_WITH_EUI = 12;

    /** In the order of their numbers. */
    enum Kind {
        PUSH_DATA,
        PUSH_ACK,
        PULL_DATA,
        PULL_RESP,
        PULL_ACK,
        TX_ACK;

        private static final Kind[] ALL = values();

        boolean isFromConcentrator() {
            return this == PUSH_DATA || this == PULL_DATA || this == TX_ACK;
        }
    }

    /** Empty if it is not what a concentrator sends. */
    static Optional<Datagram> read(byte[] from, int length) {
        if (length < HEAD_WITH_EUI || from[0] != 1 && from[0] != 2 || from[3] < 0 || from[3] >= Kind.ALL.length) {
            return Optional.empty();
        }
        Kind kind = Kind.ALL[from[3]];
        if (!kind.isFromConcentrator()) {
            return Optional.empty();
        }
        StringBuilder eui = new StringBuilder(16);
        for (int i = HEAD; i < HEAD_WITH_EUI; i++) {
            eui.append(Character.forDigit(from[i] >> 4 & 15, 16)).append(Character.forDigit(from[i] & 15, 16));
        }
        int token = (from[1] & 0xff) << 8 | from[2] & 0xff;
        return Optional.of(
                new Datagram(from[0], token, kind, eui.toString(), Arrays.copyOfRange(from, HEAD_WITH_EUI, length)));
    }

    static byte[] ack(Datagram of) {
        Kind answer = of.kind() == Kind.PUSH_DATA ? Kind.PUSH_ACK : Kind.PULL_ACK;
        return head(of.version(), of.token(), answer, 0);
    }

    static byte[] pullResp(int version, int token, String json) {
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = head(version, token, Kind.PULL_RESP, body.length);
        System.arraycopy(body, 0, whole, HEAD, body.length);
        return whole;
    }

    private static byte[] head(int version, int token, Kind kind, int more) {
        byte[] head = new byte[HEAD + more];
        head[0] = (byte) version;
        head[1] = (byte) (token >> 8);
        head[2] = (byte) token;
        head[3] = (byte) kind.ordinal();
        return head;
    }
}
