package si.paka.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.SinglePskStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import si.paka.model.DeviceMessage;
import si.paka.model.PayloadFormat;

/** A real Californium client posts to the real server over loopback. */
@Timeout(60)
class DeviceServerTest {
    private static final long PATIENCE_MS = 10_000L;
    private static final int JSON = MediaTypeRegistry.APPLICATION_SENML_JSON;
    private static final int CBOR = MediaTypeRegistry.APPLICATION_SENML_CBOR;
    private static final int OCTETS = MediaTypeRegistry.APPLICATION_OCTET_STREAM;
    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);
    private static final byte[] SENML = "[{\"n\":\"pm25\",\"u\":\"ug/m3\",\"v\":12.5}]".getBytes(UTF_8);
    private static final CoapSettings SETTINGS = CoapSettings.of("0", "0", "127.0.0.1", 100, 1_000, 10_000);

    private final FakeCabinet cabinet = new FakeCabinet();
    private final CoapCounters counters = new CoapCounters();
    private DeviceServer server = server(SETTINGS);

    private DeviceServer server(CoapSettings settings) {
        PostDesk desk = new PostDesk(new Gate(cabinet, cabinet, cabinet.profiles()), cabinet, settings.inFlight());
        return new DeviceServer(settings, desk, cabinet, counters, Clock.fixed(FakeCabinet.NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CoapResponse post(String path, int format, byte[] payload) throws Exception {
        return send(Code.POST, path, format, payload);
    }

    private CoapResponse send(Code code, String path, int format, byte[] payload) throws Exception {
        CoapEndpoint plain = CoapEndpoint.builder().setConfiguration(patient()).build();
        return send(plain, "coap://127.0.0.1:" + server.port().getAsInt() + path, code, format, payload, PATIENCE_MS);
    }

    private static CoapResponse send(
            CoapEndpoint endpoint, String uri, Code code, int format, byte[] payload, long patience) throws Exception {
        CoapClient client = new CoapClient(uri);
        client.setEndpoint(endpoint);
        client.setTimeout(patience);
        Request request = new Request(code, Type.CON);
        request.setURI(uri);
        if (format != MediaTypeRegistry.UNDEFINED) {
            request.getOptions().setContentFormat(format);
        }
        if (payload.length > 0) {
            request.setPayload(payload);
        }
        try {
            return client.advanced(request);
        } finally {
            client.shutdown();
            endpoint.destroy();
        }
    }

    private CoapResponse postSecurely(String identity, byte[] key, String path) throws Exception {
        return postSecurely(identity, key, path, PATIENCE_MS);
    }

    private CoapResponse postSecurely(String identity, byte[] key, String path, long patience) throws Exception {
        DtlsConnectorConfig dtls = DtlsConnectorConfig.builder(patient().set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0))
                .setPskStore(new SinglePskStore(identity, key))
                .build();
        CoapEndpoint secure = CoapEndpoint.builder()
                .setConfiguration(patient())
                .setConnector(new DTLSConnector(dtls))
                .build();
        String uri = "coaps://127.0.0.1:" + server.securePort().getAsInt() + path;
        return send(secure, uri, Code.POST, JSON, SENML, patience);
    }

    private static Configuration patient() {
        return new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, DtlsConfig.DEFINITIONS)
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 64 * 1024);
    }

    private static void assertAnswer(ResponseCode code, String diagnostic, CoapResponse response) {
        assertNotNull(response, "no answer");
        assertEquals(code, response.getCode(), response.getResponseText());
        assertTrue(response.getResponseText().contains(diagnostic), response.getResponseText());
    }

    @Test
    void handsAnApprovedDevicesMessageIn() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        assertAnswer(ResponseCode.CHANGED, "", post("/d/air-1", JSON, SENML));
        assertAnswer(ResponseCode.CHANGED, "", post("/d/air-1", CBOR, new byte[] {(byte) 0x80}));
        assertAnswer(ResponseCode.CHANGED, "", send(Code.PUT, "/d/air-1", JSON, SENML));
        DeviceMessage first = cabinet.accepted.get(0);
        assertEquals("coap:air-1", first.source().toString());
        assertEquals(PayloadFormat.SENML_JSON, first.format());
        assertEquals(FakeCabinet.NOW, first.receivedAt());
        assertArrayEquals(SENML, first.payload());
        assertEquals(PayloadFormat.SENML_CBOR, cabinet.accepted.get(1).format());
        assertEquals(3, cabinet.accepted.size());
    }

    @Test
    void takesRawBytesWithAPortForProfilesWithACodec() throws Exception {
        cabinet.approve("raw-1", FakeCabinet.RAW);
        assertAnswer(ResponseCode.CHANGED, "", post("/d/raw-1/12", OCTETS, new byte[] {1, 2}));
        assertEquals(12, cabinet.accepted.get(0).port());
        assertEquals(PayloadFormat.RAW, cabinet.accepted.get(0).format());
        assertAnswer(
                ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                "profile test/raw takes Content-Format 42",
                post("/d/raw-1", JSON, SENML));
        assertAnswer(ResponseCode.BAD_REQUEST, "a port goes with", post("/d/raw-1/12", JSON, SENML));
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        assertAnswer(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, "110", post("/d/air-1", 50, SENML));
        assertAnswer(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, "110 or 112", post("/d/air-1", OCTETS, SENML));
        assertAnswer(ResponseCode.BAD_REQUEST, "no Content-Format", post("/d/air-1", -1, SENML));
        assertAnswer(ResponseCode.BAD_REQUEST, "no payload", post("/d/air-1", JSON, new byte[0]));
        assertAnswer(ResponseCode.BAD_REQUEST, "device address", post("/d/air%201", JSON, SENML));
        assertAnswer(ResponseCode.NOT_FOUND, "/d/<deviceId>", post("/d", JSON, SENML));
        assertAnswer(ResponseCode.NOT_FOUND, "1..255", post("/d/air-1/256", OCTETS, SENML));
        assertAnswer(ResponseCode.NOT_FOUND, "", post("/d/air-1/1/2", OCTETS, SENML));
        assertAnswer(ResponseCode.NOT_FOUND, "", post("/elsewhere", JSON, SENML));
        assertAnswer(ResponseCode.METHOD_NOT_ALLOWED, "use POST", send(Code.GET, "/d/air-1", -1, new byte[0]));
        assertAnswer(ResponseCode.METHOD_NOT_ALLOWED, "use POST", send(Code.DELETE, "/d/air-1", -1, new byte[0]));
        assertTrue(cabinet.accepted.isEmpty());
    }

    @Test
    void tellsTheDeviceWhyItsPayloadCouldNotBeDecoded() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.decoded = CompletableFuture.completedFuture("SenML is not an array");
        assertAnswer(ResponseCode.BAD_REQUEST, "SenML is not an array", post("/d/air-1", JSON, SENML));
    }

    @Test
    void answersWithoutTheDecodersVerdictIfThatTakesTooLong() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.decoded = new CompletableFuture<>();
        assertAnswer(ResponseCode.CHANGED, "", post("/d/air-1", JSON, SENML));
    }

    @Test
    void acknowledgesOnlyOnceTheMessageIsKept() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.synced = new CompletableFuture<>();
        CompletableFuture<CoapResponse> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return post("/d/air-1", JSON, SENML);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until(() -> !cabinet.accepted.isEmpty());
        assertNull(answer.getNow(null));
        cabinet.synced.complete(null);
        assertAnswer(ResponseCode.CHANGED, "", answer.get());
    }

    @Test
    void keepsStrangersWaitingForApproval() throws Exception {
        assertAnswer(ResponseCode.FORBIDDEN, "waiting for approval", post("/d/stranger", JSON, SENML));
    }

    @Test
    void asksTheDeviceToComeBackWhenTheMessageCannotBeKept() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.refusal = "the journal is full";
        CoapResponse response = post("/d/air-1", JSON, SENML);
        assertAnswer(ResponseCode.SERVICE_UNAVAILABLE, "the journal is full", response);
        assertEquals(30L, response.getOptions().getMaxAge());
    }

    @Test
    void takesABodyInBlocksUpToItsLimit() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        byte[] longest = new byte[DeviceMessage.MAX_PAYLOAD];
        Arrays.fill(longest, (byte) ' ');
        assertAnswer(ResponseCode.CHANGED, "", post("/d/air-1", JSON, longest));
        assertArrayEquals(longest, cabinet.accepted.get(0).payload());
        CoapResponse tooLong = post("/d/air-1", JSON, new byte[DeviceMessage.MAX_PAYLOAD + 1]);
        assertEquals(ResponseCode.REQUEST_ENTITY_TOO_LARGE, tooLong.getCode());
        assertEquals(DeviceMessage.MAX_PAYLOAD, tooLong.getOptions().getSize1());
    }

    @Test
    void sendsAwayWhatIsTooMuchAtOnce() throws Exception {
        server.close();
        server = server(CoapSettings.of("0", "off", "127.0.0.1", 1, 1_000, 10_000));
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.synced = new CompletableFuture<>();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
            try {
                post("/d/air-1", JSON, SENML);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until(() -> !cabinet.accepted.isEmpty());
        assertAnswer(ResponseCode.SERVICE_UNAVAILABLE, "too busy", post("/d/air-1", JSON, SENML));
        cabinet.synced.complete(null);
        first.get();
    }

    @Test
    void believesADeviceOverDtlsUnderItsOwnIdentityOnly() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.approve("air-2", FakeCabinet.AIR);
        cabinet.key("air-1", "identity-1", KEY);
        assertAnswer(ResponseCode.CHANGED, "", postSecurely("identity-1", KEY, "/d/air-1"));
        assertAnswer(ResponseCode.UNAUTHORIZED, "does not belong", postSecurely("identity-1", KEY, "/d/air-2"));
        assertEquals(1, cabinet.accepted.size());
    }

    @Test
    void doesNotBelieveADeviceWithAKeyWithoutEncryption() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.key("air-1", "identity-1", KEY);
        assertAnswer(ResponseCode.UNAUTHORIZED, "use coaps", post("/d/air-1", JSON, SENML));
        assertTrue(cabinet.accepted.isEmpty());
    }

    @Test
    void letsNobodyInUnderAWrongKeyOrAnUnknownIdentity() throws Exception {
        cabinet.key("air-1", "identity-1", KEY);
        assertNoSession("identity-1", "fedcba9876543210".getBytes(UTF_8));
        assertNoSession("identity-9", KEY);
    }

    /** The server says nothing to such a client, so it would wait in vain: one and a half seconds are enough here. */
    private void assertNoSession(String identity, byte[] key) throws Exception {
        assertNull(postSecurely(identity, key, "/d/air-1", 1_500L));
        assertTrue(cabinet.accepted.isEmpty());
    }

    @Test
    void listsWhereToPost() throws Exception {
        CoapResponse response = send(Code.GET, "/.well-known/core", -1, new byte[0]);
        assertAnswer(ResponseCode.CONTENT, "</d>", response);
        assertTrue(response.getResponseText().contains("ct=\"110 112 42\""), response.getResponseText());
    }

    @Test
    void carriesOnAfterRubbish() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        Random random = new Random(7);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 500; i++) {
                byte[] rubbish = new byte[random.nextInt(200)];
                random.nextBytes(rubbish);
                int port = i % 2 == 0
                        ? server.port().getAsInt()
                        : server.securePort().getAsInt();
                socket.send(new DatagramPacket(rubbish, rubbish.length, loopback, port));
            }
        }
        assertAnswer(ResponseCode.CHANGED, "", post("/d/air-1", JSON, SENML));
        Await.until(() -> counters.malformedTotal() > 100);
        assertTrue(server.problems().isEmpty());
    }

    @Test
    void forgetsAFloodBeforeItFillsTheMemory() throws Exception {
        server.close();
        server = server(CoapSettings.of("0", "off", "127.0.0.1", 100, 1_000, 100));
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        byte[] ping = {0x50, 0x02, 0, 0};
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 300; i++) {
                ping[2] = (byte) (i >> 8);
                ping[3] = (byte) i;
                socket.send(new DatagramPacket(
                        ping, ping.length, loopback, server.port().getAsInt()));
            }
        }
        Await.until(() -> counters.floodedTotal() > 50);
        assertEquals(Duration.ofSeconds(120), FloodGuard.REMEMBERED);
    }
}
