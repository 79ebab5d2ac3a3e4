package si.paka.adapter.lorawan.station;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.SSLParametersWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.mac.GpsTime;
import si.paka.adapter.lorawan.radio.GatewaySettings;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.station.StationCounts.What;

/**
 * Serves LoRa Basics Stations: {@code /router-info} tells where to connect, {@code /router/<eui>} is the connection. Only those on the list
 * get in, each with its own token or certificate. Remote commands and shells of the protocol are never sent.
 */
public final class StationServer extends WebSocketServer {
    private static final Logger log = LoggerFactory.getLogger(StationServer.class);
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .build();
    private static final String DISCOVERY = "/router-info";
    private static final String ROUTER = "/router/";
    private static final int LARGEST = 32 * 1024;
    private static final int SILENCE_s = 60;
    private static final int SPARE_CONNECTIONS = 16;

    private final Gateways gateways;
    private final RadioEvents events;
    private final Clock clock;
    private final boolean secure;
    private final int mostEirp_dBm;
    private final StationCounts counts = new StationCounts();
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile Exception failure;

    /** @param tls empty: without TLS, for loopback and a proxy of one's own */
    public StationServer(
            InetSocketAddress address,
            Optional<SSLContext> tls,
            Gateways gateways,
            RadioEvents events,
            Clock clock,
            int mostEirp_dBm) {
        super(address, 1, List.of(new Draft_6455(List.of(), List.of(new Protocol("")), LARGEST)));
        this.gateways = gateways;
        this.events = events;
        this.clock = clock;
        this.mostEirp_dBm = mostEirp_dBm;
        this.secure = tls.isPresent();
        tls.ifPresent(context -> {
            SSLParameters parameters = context.getDefaultSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            parameters.setWantClientAuth(true);
            setWebSocketFactory(new SSLParametersWebSocketServerFactory(context, parameters));
        });
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(SILENCE_s);
    }

    /** Starts, and waits until it listens. @throws java.io.IOException if the port cannot be had */
    public void open() throws java.io.IOException {
        start();
        try {
            if (!listening.await(10, TimeUnit.SECONDS) || failure != null) {
                throw new java.io.IOException("the port for Basics Stations cannot be had", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.IOException("interrupted", e);
        }
    }

    public StationCounts counts() {
        return counts;
    }

    @Override
    public void onStart() {
        listening.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        String path = handshake.getResourceDescriptor();
        if (getConnections().size() > gateways.byEui().size() + SPARE_CONNECTIONS) {
            connection.close(CloseFrame.TRY_AGAIN_LATER);
        } else if (path.startsWith(ROUTER)) {
            admit(connection, path.substring(ROUTER.length()), credentials(connection, handshake));
        } else if (path.equals(DISCOVERY)) {
            connection.setAttachment(new Visitor(handshake.getFieldValue("Host"), credentials(connection, handshake)));
        } else {
            connection.close(CloseFrame.POLICY_VALIDATION, "expected " + DISCOVERY + " or " + ROUTER + "<eui>");
        }
    }

    /** What was shown: SHA-256 of token and of certificate. */
    private record Shown(Optional<String> tokenHash, Optional<String> certificateHash) {
        boolean isOf(GatewaySettings gateway) {
            boolean token =
                    gateway.tokenHash().isPresent() && gateway.tokenHash().equals(tokenHash);
            boolean certificate = gateway.certificateHash().isPresent()
                    && gateway.certificateHash().equals(certificateHash);
            return token || certificate;
        }
    }

    private record Visitor(String host, Shown shown) {}

    private Shown credentials(WebSocket connection, ClientHandshake handshake) {
        String header = handshake.getFieldValue("Authorization").strip();
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : header;
        return new Shown(
                token.isEmpty()
                        ? Optional.empty()
                        : Optional.of(StationTls.sha256(token.getBytes(StandardCharsets.UTF_8))),
                secure ? StationTls.certificateHash(connection.getSSLSession()) : Optional.empty());
    }

    private void admit(WebSocket connection, String eui, Shown shown) {
        GatewaySettings gateway = gateways.find(eui).orElse(null);
        if (gateway == null || gateway.address().isPresent()) {
            counts.count(What.UNKNOWN_GATEWAY);
            connection.close(CloseFrame.POLICY_VALIDATION, "not on the list of concentrators");
        } else if (!shown.isOf(gateway)) {
            counts.count(What.WRONG_CREDENTIALS);
            connection.close(CloseFrame.POLICY_VALIDATION, "neither its token nor its certificate");
        } else {
            counts.count(What.CONNECTED);
            connection.setAttachment(new StationLink(eui, connection, micros()));
        }
    }

    @Override
    public void onMessage(WebSocket connection, String text) {
        JsonNode body;
        try {
            body = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            counts.count(What.BAD_JSON);
            return;
        }
        Object who = connection.getAttachment();
        if (who instanceof StationLink link) {
            told(connection, link, new StationMessage(body));
        } else if (who instanceof Visitor visitor) {
            discover(connection, visitor, body.path("router"));
        }
    }

    private void discover(WebSocket connection, Visitor visitor, JsonNode router) {
        Optional<String> eui = StationId.parse(router);
        boolean known =
                eui.flatMap(gateways::find).filter(visitor.shown()::isOf).isPresent();
        ObjectNode answer = JSON.createObjectNode();
        answer.set("router", router);
        if (known) {
            answer.put("muxs", "muxs-::0");
            answer.put("uri", (secure ? "wss://" : "ws://") + visitor.host() + ROUTER + eui.get());
        } else {
            counts.count(What.UNKNOWN_GATEWAY);
            answer.put("error", "not on the list of concentrators, or with another token or certificate");
        }
        connection.send(answer.toString());
    }

    private void told(WebSocket connection, StationLink link, StationMessage message) {
        switch (message.type()) {
            case "version" -> {
                connection.send(RouterConfig.create(JSON, clock.millis() / 1_000.0, mostEirp_dBm)
                        .toString());
                events.connected(link.eui(), link);
                log.info("Basics Station {} connected: {}", link.eui(), shortened(message.text("station")));
            }
            case "jreq", "updf", "propdf" -> heard(link, message);
            case "dntxed" -> {
                counts.count(What.TRANSMITTED);
                events.transmitted(message.number("diid"), TxResult.OK);
            }
            case "timesync" -> connection.send(timesync(message.number("txtime"), clock.instant()));
            default -> counts.count(What.OTHER);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(40, text.length())).replaceAll("\\p{Cntrl}", "?");
    }

    private void heard(StationLink link, StationMessage message) {
        if (!link.mayBring(micros())) {
            counts.count(What.FLOOD);
            return;
        }
        message.frame(link.eui(), clock.instant(), micros())
                .ifPresentOrElse(
                        frame -> {
                            counts.count(What.FRAMES);
                            events.heard(frame);
                        },
                        () -> counts.count(What.BAD_FRAME));
    }

    private static String timesync(long txtime, Instant now) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("msgtype", "timesync");
        answer.put("txtime", txtime);
        answer.put("gpstime", GpsTime.seconds(now) * 1_000_000L + now.getNano() / 1_000);
        answer.put("MuxTime", now.toEpochMilli() / 1_000.0);
        return answer.toString();
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        if (connection.getAttachment() instanceof StationLink link) {
            log.warn("Basics Station {} left ({})", link.eui(), code);
            events.gone(link.eui(), link);
        }
    }

    @Override
    public void onError(WebSocket connection, Exception error) {
        if (connection == null) {
            failure = error;
            listening.countDown();
            log.error("Basics Stations cannot be served: {}", error.toString());
        } else {
            log.debug("a Basics Station's connection failed: {}", error.toString());
        }
    }

    private static long micros() {
        return System.nanoTime() / 1_000;
    }

    /** Closes all connections and the port. */
    public void shut() {
        try {
            stop(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
