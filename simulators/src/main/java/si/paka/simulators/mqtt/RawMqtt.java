package si.paka.simulators.mqtt;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * MQTT 3.1.1 straight over a socket, QoS 1, with hardly an allocation: for load, where the generator shares the cores with
 * what it measures. One thread of its own reads; publishing is safe from any thread.
 */
public final class RawMqtt implements Closeable {
    private static final int CONNECT_MS = 5_000;
    private static final int KEEP_ALIVE_OFF = 0;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final Listener listener;
    private final Thread reader;
    private int nextId = 1;

    /** Called on the reading thread. */
    public interface Listener {
        /** A message; the bytes are only there during the call. */
        default void message(byte[] buffer, int topicAt, int topicLength, int payloadAt, int payloadLength) {}

        /** The broker acknowledged a publication. */
        default void acknowledged(int packetId) {}

        /** The connection ended, whoever ended it. */
        default void closed() {}
    }

    public RawMqtt(int port, String clientId, Listener listener) throws IOException {
        this.listener = listener;
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        connect(clientId);
        reader = new Thread(this::read, "paka-raw-mqtt-" + clientId);
        reader.setDaemon(true);
        reader.start();
    }

    /** QoS 1. Returns the packet id that will be acknowledged. Call {@link #flush()} to send what was gathered. */
    public synchronized int publish(byte[] topic, byte[] payload, int length) throws IOException {
        int id = nextId;
        nextId = id == 0xFFFF ? 1 : id + 1;
        out.write(0x32);
        writeLength(2 + topic.length + 2 + length);
        writeShort(topic.length);
        out.write(topic);
        writeShort(id);
        out.write(payload, 0, length);
        return id;
    }

    public synchronized void flush() throws IOException {
        out.flush();
    }

    /** Subscribes with QoS 1; does not wait for the answer. */
    public synchronized void subscribe(String filter) throws IOException {
        byte[] name = filter.getBytes(StandardCharsets.UTF_8);
        out.write(0x82);
        writeLength(2 + 2 + name.length + 1);
        writeShort(nextId++);
        writeShort(name.length);
        out.write(name);
        out.write(1);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void connect(String clientId) throws IOException {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        out.write(0x10);
        writeLength(10 + 2 + id.length);
        out.write(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, KEEP_ALIVE_OFF});
        writeShort(id.length);
        out.write(id);
        out.flush();
        byte[] answer = new byte[4];
        new DataInputStream(socket.getInputStream()).readFully(answer);
        if (answer[0] != 0x20 || answer[3] != 0) {
            throw new IOException("the broker refused " + clientId + " with code " + answer[3]);
        }
    }

    private void read() {
        byte[] buffer = new byte[1 << 18];
        int filled = 0;
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(buffer, 0, buffer.length);
                    n >= 0;
                    n = in.read(buffer, filled, buffer.length - filled)) {
                filled += n;
                int used = take(buffer, filled);
                System.arraycopy(buffer, used, buffer, 0, filled - used);
                filled -= used;
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, buffer.length * 2);
                }
            }
        } catch (IOException e) {
            // the socket was closed under us: that is how this thread ends
        } finally {
            listener.closed();
        }
    }

    /** Handles the whole packets among {@code filled} bytes and returns how many bytes they took. */
    private int take(byte[] buffer, int filled) throws IOException {
        int at = 0;
        boolean acknowledged = false;
        while (filled - at >= 2) {
            int body = at + 1;
            int length = 0;
            int shift = 0;
            while (body < filled && (buffer[body] & 0x80) != 0) {
                length |= (buffer[body++] & 0x7F) << shift;
                shift += 7;
            }
            if (body >= filled) {
                break;
            }
            length |= (buffer[body++] & 0x7F) << shift;
            if (filled - body < length) {
                break;
            }
            acknowledged |= packet(buffer, at, body, length);
            at = body + length;
        }
        if (acknowledged) {
            flush();
        }
        return at;
    }

    private boolean packet(byte[] buffer, int at, int body, int length) throws IOException {
        int type = (buffer[at] & 0xF0) >> 4;
        if (type == 4) {
            listener.acknowledged(shortAt(buffer, body));
            return false;
        }
        if (type != 3) {
            return false;
        }
        int topicLength = shortAt(buffer, body);
        int payload = body + 2 + topicLength;
        boolean acknowledge = (buffer[at] & 0x06) != 0;
        if (acknowledge) {
            acknowledge(buffer[payload], buffer[payload + 1]);
            payload += 2;
        }
        listener.message(buffer, body + 2, topicLength, payload, body + length - payload);
        return acknowledge;
    }

    private synchronized void acknowledge(byte high, byte low) throws IOException {
        out.write(0x40);
        out.write(2);
        out.write(high);
        out.write(low);
    }

    private void writeShort(int value) throws IOException {
        out.write(value >> 8);
        out.write(value);
    }

    private void writeLength(int length) throws IOException {
        int rest = length;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static int shortAt(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
    }
}
