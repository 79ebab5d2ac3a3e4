package si.paka.adapter.lorawan.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A packet forwarder's end of the protocol, byte by byte. */
final class FakeForwarder implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final byte[] eui;

    FakeForwarder(String from, String eui, int port) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
        this.socket.setSoTimeout(5_000);
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.eui = HexFormat.of().parseHex(eui);
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(int kind, int token, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        byte[] datagram = new byte[12 + body.length];
        datagram[0] = 2;
        datagram[1] = (byte) (token >> 8);
        datagram[2] = (byte) token;
        datagram[3] = (byte) kind;
        System.arraycopy(eui, 0, datagram, 4, 8);
        System.arraycopy(body, 0, datagram, 12, body.length);
        sendRaw(datagram);
    }

    void sendRaw(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Nothing comes within a tenth of a second, after the server has had time for all that was sent before. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(100);
        try {
            receive();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(5_000);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
