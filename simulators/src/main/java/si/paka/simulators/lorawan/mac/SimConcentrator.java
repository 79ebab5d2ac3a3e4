package si.paka.simulators.lorawan.mac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A concentrator with its packet forwarder (Semtech UDP, version 2): passes on what it hears, transmits when it is told, one frame at a time,
 * and refuses what comes too late.
 */
public final class SimConcentrator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TICKS = 0x1_0000_0000L;
    private static final long KEEP_ALIVE_s = 5;

    /** The air: who is to hear a transmission. */
    public interface Air {
        /** @param at_ms when it began, by {@link System#nanoTime} */
        void transmitted(byte[] phy, long frequency_Hz, int dataRate, long at_ms);
    }

    private final byte[] eui;
    private final InetSocketAddress server;
    private final Air air;
    private final DatagramSocket socket;
    private final ScheduledExecutorService clock;
    private final TreeMap<Long, Long> busy = new TreeMap<>();
    private int token;
    private volatile long transmitted;
    private volatile long late;

    /** @param from the address of its own, e.g. {@code 127.0.0.1} */
    public SimConcentrator(String eui, String from, int serverPort, Air air) throws IOException {
        this.eui = HexFormat.of().parseHex(eui);
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.air = air;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sim-concentrator-" + eui);
            thread.setDaemon(true);
            return thread;
        });
        Thread receiver = new Thread(this::receive, "sim-concentrator-rx-" + eui);
        receiver.setDaemon(true);
        receiver.start();
        clock.scheduleAtFixedRate(() -> send(2, ""), 0, KEEP_ALIVE_s, TimeUnit.SECONDS);
    }

    private static long ticks() {
        return System.nanoTime() / 1_000 % TICKS;
    }

    /** It hears a frame that has just ended. */
    public void hears(byte[] phy, long frequency_Hz, int dataRate, int rssi_dBm, double snr_dB) {
        String json = "{\"rxpk\":[{\"tmst\":" + ticks() + ",\"freq\":" + frequency_Hz / 1e6
                + ",\"chan\":0,\"rfch\":0,\"stat\":1,\"modu\":\"LORA\",\"datr\":\"SF" + (12 - dataRate)
                + "BW125\",\"codr\":\"4/5\",\"rssi\":" + rssi_dBm + ",\"lsnr\":" + snr_dB + ",\"size\":" + phy.length
                + ",\"data\":\"" + Base64.getEncoder().encodeToString(phy) + "\"}]}";
        send(0, json);
    }

    private synchronized void send(int kind, String json) {
        token = token + 1 & 0xffff;
        send(kind, token, json);
    }

    private void send(int kind, int withToken, String json) {
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        byte[] datagram = new byte[12 + body.length];
        datagram[0] = 2;
        datagram[1] = (byte) (withToken >> 8);
        datagram[2] = (byte) withToken;
        datagram[3] = (byte) kind;
        System.arraycopy(eui, 0, datagram, 4, eui.length);
        System.arraycopy(body, 0, datagram, 12, body.length);
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                System.err.println(
                        "concentrator " + HexFormat.of().formatHex(eui) + ": " + e.getMessage()); // the server is away
            }
        }
    }

    private void receive() {
        byte[] buffer = new byte[4_096];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                if (packet.getLength() > 4 && buffer[3] == 3) {
                    int answered = (buffer[1] & 0xff) << 8 | buffer[2] & 0xff;
                    transmit(
                            answered,
                            JSON.readTree(Arrays.copyOfRange(buffer, 4, packet.getLength()))
                                    .path("txpk"));
                }
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                System.err.println("concentrator: " + e.getMessage());
            }
        }
    }

    private void transmit(int answered, JsonNode txpk) {
        byte[] phy = Base64.getDecoder().decode(txpk.path("data").asText());
        int dataRate = 12 - Integer.parseInt(txpk.path("datr").asText().replaceAll("SF(\\d+)BW.*", "$1"));
        long airtime_us = Airtime.micros(dataRate, phy.length);
        long now_us = System.nanoTime() / 1_000;
        long wait_us =
                txpk.path("imme").asBoolean() ? 1_000 : (txpk.path("tmst").asLong() - ticks() + TICKS) % TICKS;
        String error = "NONE";
        if (wait_us > TICKS / 2) {
            error = "TOO_LATE";
            late++;
        } else if (!take(now_us + wait_us, airtime_us)) {
            error = "COLLISION_PACKET";
        } else {
            transmitted++;
            long frequency_Hz = Math.round(txpk.path("freq").asDouble() * 1e6);
            clock.schedule(
                    () -> air.transmitted(phy, frequency_Hz, dataRate, (now_us + wait_us) / 1_000),
                    wait_us,
                    TimeUnit.MICROSECONDS);
        }
        send(5, answered, "{\"txpk_ack\":{\"error\":\"" + error + "\"}}");
    }

    private synchronized boolean take(long from_us, long airtime_us) {
        busy.headMap(System.nanoTime() / 1_000 - 10_000_000).clear();
        var before = busy.lowerEntry(from_us + airtime_us);
        if (before != null && before.getValue() > from_us) {
            return false;
        }
        busy.put(from_us, from_us + airtime_us);
        return true;
    }

    public long transmitted() {
        return transmitted;
    }

    /** Downlinks that came after their time. */
    public long late() {
        return late;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        socket.close();
    }
}
