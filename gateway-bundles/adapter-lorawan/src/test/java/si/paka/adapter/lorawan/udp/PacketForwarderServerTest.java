package si.paka.adapter.lorawan.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.radio.GatewayStats;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.radio.RxTime;
import si.paka.adapter.lorawan.radio.Transmission;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.udp.ForwarderCounts.What;

class PacketForwarderServerTest implements RadioEvents {
    private static final String EUI = "b827ebfffe112233";
    private static final String PACKET =
            "{\"rxpk\":[{\"tmst\":4294967290,\"freq\":868.1,\"chan\":0,\"rfch\":1,\"stat\":1,\"modu\":\"LORA\",\"datr\":\"SF9BW125\","
                    + "\"codr\":\"4/5\",\"rssi\":-101,\"lsnr\":-4.5,\"size\":13,\"data\":\"QPF9vkkAAwABKjUYrw\"}]}";

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private volatile Link link;
    private PacketForwarderServer server;
    private FakeForwarder forwarder;

    @BeforeEach
    void open() throws IOException {
        server = new PacketForwarderServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Gateways.of(List.of(EUI + "@127.0.0.1;gain=3")),
                this,
                Clock.systemUTC());
        server.start();
        forwarder = new FakeForwarder("127.0.0.1", EUI, server.port());
    }

    @AfterEach
    void close() {
        forwarder.close();
        server.close();
    }

    @Override
    public void heard(HeardFrame frame) {
        events.add(frame);
    }

    @Override
    public void transmitted(long id, TxResult result) {
        events.add(id + " " + result);
    }

    @Override
    public void stats(String gateway, GatewayStats stats) {
        events.add(stats);
    }

    @Override
    public void connected(String gateway, Link way) {
        link = way;
        events.add("connected");
    }

    @Override
    public void gone(String gateway, Link way) {
        events.add("gone");
    }

    private Object next() throws InterruptedException {
        return events.poll(5, TimeUnit.SECONDS);
    }

    private static Transmission answer(Optional<RxTime> after) {
        return new Transmission(
                77,
                "",
                new byte[] {1, 2, 3},
                DataRate.DR3,
                869_525_000L,
                27,
                after,
                Duration.ofSeconds(1),
                true,
                false);
    }

    @Test
    void aPacketIsAcknowledgedAndTold() throws Exception {
        forwarder.send(0, 0xbeef, PACKET);
        assertArrayEquals(new byte[] {2, (byte) 0xbe, (byte) 0xef, 1}, forwarder.receive());
        HeardFrame heard = (HeardFrame) next();
        assertEquals(EUI, heard.gateway());
        assertEquals(13, heard.phy().length);
        assertEquals(DataRate.DR3, heard.dataRate());
        assertEquals(868_100_000L, heard.frequency_Hz());
        assertEquals(-4.5, heard.snr_dB());
        assertEquals(4_294_967_290L, heard.time().ticks_us());
    }

    @Test
    void aDownlinkGoesTheWayOfPullDataAndItsAnswerIsTold() throws Exception {
        forwarder.send(2, 1, "");
        assertArrayEquals(new byte[] {2, 0, 1, 4}, forwarder.receive());
        assertEquals("connected", next());
        assertTrue(link.transmit(answer(Optional.of(new RxTime(4_294_967_290L, 0)))));
        byte[] response = forwarder.receive();
        assertEquals(3, response[3]);
        String json = new String(response, 4, response.length - 4, StandardCharsets.US_ASCII);
        assertEquals(
                "{\"txpk\":{\"imme\":false,\"tmst\":999994,\"freq\":869.525,\"rfch\":0,\"powe\":24,\"modu\":\"LORA\",\"datr\":\"SF9BW125\","
                        + "\"codr\":\"4/5\",\"ipol\":true,\"prea\":8,\"ncrc\":true,\"size\":3,\"data\":\"AQID\"}}",
                json);
        forwarder.send(5, (response[1] & 0xff) << 8 | response[2] & 0xff, "{\"txpk_ack\":{\"error\":\"TOO_LATE\"}}");
        assertEquals("77 TOO_LATE", next());
    }

    @Test
    void anEmptyAnswerIsAGoodOneAndAStrayOneNothing() throws Exception {
        forwarder.send(2, 1, "");
        forwarder.receive();
        next();
        link.transmit(answer(Optional.empty()));
        byte[] response = forwarder.receive();
        assertTrue(new String(response, StandardCharsets.US_ASCII).contains("\"imme\":true"));
        forwarder.send(5, ((response[1] & 0xff) << 8 | response[2] & 0xff) + 1, "");
        forwarder.send(5, (response[1] & 0xff) << 8 | response[2] & 0xff, "");
        assertEquals("77 OK", next());
        assertEquals(1, server.counts().of(What.STRAY_ACK));
    }

    @Test
    void anotherAddressNeitherIsHeardNorMovesTheWay() throws Exception {
        forwarder.send(2, 1, "");
        forwarder.receive();
        next();
        try (FakeForwarder forger = new FakeForwarder("127.0.0.2", EUI, server.port())) {
            forger.send(2, 2, "");
            forger.send(0, 3, PACKET);
            assertTrue(forger.hearsNothing());
        }
        assertEquals(2, server.counts().of(What.WRONG_ADDRESS));
        assertNull(events.poll());
        link.transmit(answer(Optional.empty()));
        assertEquals(3, forwarder.receive()[3]);
    }

    @Test
    void thePortMayChange() throws Exception {
        forwarder.send(2, 1, "");
        forwarder.receive();
        try (FakeForwarder moved = new FakeForwarder("127.0.0.1", EUI, server.port())) {
            moved.send(2, 2, "");
            moved.receive();
            next();
            next();
            link.transmit(answer(Optional.empty()));
            assertEquals(3, moved.receive()[3]);
        }
    }

    @Test
    void strangersAreLeftAlone() throws Exception {
        try (FakeForwarder stranger = new FakeForwarder("127.0.0.1", "0000000000000bad", server.port())) {
            stranger.send(0, 3, PACKET);
            assertTrue(stranger.hearsNothing());
        }
        assertEquals(1, server.counts().of(What.UNKNOWN_GATEWAY));
    }

    @Test
    void garbageIsCountedAndTheNextPacketIsHeard() throws Exception {
        forwarder.sendRaw(new byte[0]);
        forwarder.sendRaw(new byte[11]);
        forwarder.sendRaw(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        forwarder.sendRaw(new byte[PacketForwarderServer.LARGEST + 1]);
        forwarder.send(0, 1, "{\"rxpk\":[{\"data\":");
        forwarder.send(0, 1, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");
        forwarder.send(0, 1, PACKET.replace("QPF9", "????"));
        forwarder.send(0, 1, PACKET.replace("SF9BW125", "SF99BW1"));
        forwarder.send(0, 1, PACKET.replace("868.1", "\"fast\""));
        forwarder.send(0, 1, PACKET.replace("\"stat\":1", "\"stat\":-1"));
        forwarder.send(0, 1, PACKET);
        assertTrue(next() instanceof HeardFrame);
        assertEquals(3, server.counts().of(What.GARBAGE));
        assertEquals(1, server.counts().of(What.OVERSIZE));
        assertEquals(2, server.counts().of(What.BAD_JSON));
        assertEquals(3, server.counts().of(What.BAD_PACKET));
        assertEquals(1, server.counts().of(What.CRC_ERROR));
    }

    @Test
    void aConcentratorThatBringsMoreThanItCanHearIsLimited() throws Exception {
        String packet = PACKET.substring(9, PACKET.length() - 2);
        String many = "{\"rxpk\":[" + (packet + ",").repeat(40) + packet + "]}";
        for (int i = 0; i < 100; i++) {
            forwarder.send(0, i, many);
            forwarder.receive();
        }
        assertTrue(server.counts().of(What.FLOOD) > 1_000);
        assertTrue(server.counts().of(What.PACKETS) >= 2_000);
    }

    @Test
    void statisticsAreTold() throws Exception {
        forwarder.send(
                0,
                1,
                "{\"stat\":{\"rxnb\":10,\"rxok\":7,\"rxfw\":7,\"ackr\":100.0,\"dwnb\":1,\"txnb\":1,\"lati\":46.36,\"long\":15.11}}");
        GatewayStats stats = (GatewayStats) next();
        assertEquals(10, stats.received());
        assertEquals(7, stats.receivedOk());
        assertEquals(46.36, stats.latitude().orElseThrow());
    }
}
