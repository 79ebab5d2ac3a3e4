package si.paka.adapter.lorawan.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
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
import si.paka.adapter.lorawan.station.StationCounts.What;

class StationServerTest implements RadioEvents {
    private static final String EUI = "b827ebfffe112233";
    private static final String TOKEN = "a-token-of-its-own";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private StationServer server;

    private static final class Station extends WebSocketClient {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        Station(String uri, String token) {
            super(URI.create(uri), Map.of("Authorization", "Bearer " + token));
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            messages.add("open");
        }

        @Override
        public void onMessage(String message) {
            messages.add(message);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            messages.add("closed " + code);
        }

        @Override
        public void onError(Exception error) {
            messages.add("error " + error.getMessage());
        }

        JsonNode next() throws Exception {
            return JSON.readTree(text());
        }

        String text() throws InterruptedException {
            return String.valueOf(messages.poll(5, TimeUnit.SECONDS));
        }
    }

    @BeforeEach
    void open() throws Exception {
        String hash = StationTls.sha256(TOKEN.getBytes(StandardCharsets.UTF_8));
        server = new StationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                Gateways.of(List.of(EUI + "@station;token=" + hash, "0000000000000002@127.0.0.1")),
                this,
                Clock.systemUTC(),
                27);
        server.open();
    }

    @AfterEach
    void close() {
        server.shut();
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
    public void connected(String gateway, Link link) {
        events.add(link);
    }

    @Override
    public void gone(String gateway, Link link) {
        events.add("gone " + gateway);
    }

    private Object event() throws InterruptedException {
        return events.poll(5, TimeUnit.SECONDS);
    }

    private Station connect(String path, String token) throws Exception {
        Station station = new Station("ws://127.0.0.1:" + server.getPort() + path, token);
        station.connectBlocking(5, TimeUnit.SECONDS);
        assertEquals("open", station.text());
        return station;
    }

    private Station router() throws Exception {
        Station station = connect("/router/" + EUI, TOKEN);
        station.send("{\"msgtype\":\"version\",\"station\":\"2.0.6\",\"protocol\":2,\"features\":\"\"}");
        return station;
    }

    @Test
    void discoveryLeadsToTheRouter() throws Exception {
        Station station = connect("/router-info", TOKEN);
        station.send("{\"router\":\"b827:ebff:fe11:2233\"}");
        String uri = station.next().path("uri").asText();
        assertEquals("ws://127.0.0.1:" + server.getPort() + "/router/" + EUI, uri);
        station.close();
    }

    @Test
    void strangersAndWrongTokensGetNoWay() throws Exception {
        Station wrong = connect("/router-info", "another");
        wrong.send("{\"router\":\"b827:ebff:fe11:2233\"}");
        assertTrue(wrong.next().has("error"));
        assertEquals("closed 1008", connect("/router/" + EUI, "another").text());
        assertEquals("closed 1008", connect("/router/0000000000000002", TOKEN).text());
        assertEquals("closed 1008", connect("/elsewhere", TOKEN).text());
        assertEquals(1, server.counts().of(What.WRONG_CREDENTIALS));
        assertFalse(events.stream().anyMatch(Link.class::isInstance));
    }

    @Test
    void theRadioIsConfiguredForAllEightChannels() throws Exception {
        Station station = router();
        JsonNode config = station.next();
        assertEquals("router_config", config.path("msgtype").asText());
        assertEquals("EU863", config.path("region").asText());
        JsonNode board = config.path("sx1301_conf").get(0);
        long[] found = new long[8];
        for (int i = 0; i < 8; i++) {
            JsonNode channel = board.path("chan_multiSF_" + i);
            found[i] = board.path("radio_" + channel.path("radio").asInt())
                            .path("freq")
                            .asLong()
                    + channel.path("if").asLong();
        }
        assertEquals(868_100_000L, found[0]);
        assertEquals(867_900_000L, found[7]);
        assertEquals("[12,125,0]", config.path("DRs").get(0).toString());
        assertEquals("[0,0,0]", config.path("DRs").get(7).toString());
        assertEquals("[-1,0,0]", config.path("DRs").get(8).toString());
        station.close();
    }

    @Test
    void framesArePutTogetherAgain() throws Exception {
        Station station = router();
        event();
        station.send(
                "{\"msgtype\":\"updf\",\"MHdr\":64,\"DevAddr\":1237220849,\"FCtrl\":0,\"FCnt\":3,\"FOpts\":\"\",\"FPort\":1,"
                        + "\"FRMPayload\":\"\",\"MIC\":-1357368022,\"DR\":5,\"Freq\":868100000,"
                        + "\"upinfo\":{\"rctx\":7,\"xtime\":12345678901234,\"rssi\":-80,\"snr\":5.5}}");
        HeardFrame data = (HeardFrame) event();
        assertEquals("40f17dbe49000300012a3518af", HexFormat.of().formatHex(data.phy()));
        assertEquals(new RxTime(12_345_678_901_234L, 7), data.time());
        station.send(
                "{\"msgtype\":\"jreq\",\"MHdr\":0,\"JoinEui\":\"70-B3-D5-7E-D0-00-00-01\",\"DevEui\":\"00-11-22-33-44-55-66-77\","
                        + "\"DevNonce\":2571,\"MIC\":-243828598,\"DR\":0,\"Freq\":868300000,\"upinfo\":{\"xtime\":1,\"rssi\":-1,\"snr\":1}}");
        HeardFrame join = (HeardFrame) event();
        assertEquals(
                "00010000d07ed5b37077665544332211000b0a8a7877f1", HexFormat.of().formatHex(join.phy()));
        assertEquals(DataRate.DR0, join.dataRate());
        station.close();
    }

    @Test
    void aDownlinkNamesItsWindowAndIsConfirmed() throws Exception {
        Station station = router();
        station.text();
        Link link = (Link) event();
        Transmission second = new Transmission(
                9,
                "0011223344556677",
                new byte[] {1, 2},
                DataRate.DR3,
                869_525_000L,
                27,
                Optional.of(new RxTime(99, 7)),
                Duration.ofSeconds(6),
                true,
                false);
        assertTrue(link.transmit(second));
        JsonNode message = station.next();
        assertEquals("dnmsg", message.path("msgtype").asText());
        assertEquals(0, message.path("dC").asInt());
        assertEquals(5, message.path("RxDelay").asInt());
        assertEquals(3, message.path("RX2DR").asInt());
        assertFalse(message.has("RX1Freq"));
        assertEquals(99, message.path("xtime").asLong());
        assertEquals(7, message.path("rctx").asLong());
        assertEquals("0102", message.path("pdu").asText());
        station.send("{\"msgtype\":\"dntxed\",\"diid\":9,\"DevEui\":\"00-11-22-33-44-55-66-77\"}");
        assertEquals("9 OK", event());
        station.close();
        assertEquals("gone " + EUI, event());
    }

    @Test
    void timeIsTold() throws Exception {
        Station station = router();
        station.text();
        station.send("{\"msgtype\":\"timesync\",\"txtime\":123}");
        JsonNode answer = station.next();
        assertEquals(123, answer.path("txtime").asLong());
        assertTrue(answer.path("gpstime").asLong() > 1_400_000_000_000_000L);
        station.close();
    }

    @Test
    void garbageIsCountedAndTheConnectionGoesOn() throws Exception {
        Station station = router();
        station.text();
        station.send("{");
        station.send("[1]");
        station.send(
                "{\"msgtype\":\"updf\",\"FRMPayload\":\"zz\",\"FPort\":1,\"DR\":5,\"Freq\":868100000,\"upinfo\":{}}");
        station.send("{\"msgtype\":\"updf\",\"DR\":99}");
        station.send("{\"msgtype\":\"runcmd\"}");
        station.send("{\"msgtype\":\"timesync\",\"txtime\":1}");
        assertEquals("timesync", station.next().path("msgtype").asText());
        assertEquals(1, server.counts().of(What.BAD_JSON));
        assertEquals(2, server.counts().of(What.BAD_FRAME));
        assertEquals(2, server.counts().of(What.OTHER));
        station.close();
    }

    @Test
    void identifiersInAllTheirForms() {
        assertEquals(Optional.of(EUI), StationId.parse(new TextNode("b827:ebff:fe11:2233")));
        assertEquals(Optional.of(EUI), StationId.parse(new TextNode("B8-27-EB-FF-FE-11-22-33")));
        assertEquals(Optional.of("0000000000000001"), StationId.parse(new TextNode("::1")));
        assertEquals(Optional.of("b827000000000001"), StationId.parse(new TextNode("b827::1")));
        assertEquals(
                Optional.of("00000000000000ff"),
                StationId.parse(JSON.getNodeFactory().numberNode(255)));
        for (String bad : List.of("", ":", "b827", "1:2:3:4:5", "1::2::3", "g::1", "12345::1")) {
            assertEquals(Optional.empty(), StationId.parse(new TextNode(bad)), bad);
        }
    }
}
