package si.paka.adapter.lorawan.station;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import si.paka.adapter.lorawan.radio.Budget;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.Transmission;

/** One connected Basics Station. Safe from any thread. */
final class StationLink implements Link {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double FRAMES_PER_SECOND = 200;
    private static final double FRAMES_AT_ONCE = 2_000;
    private static final String NOBODY = "0000000000000000";

    private final String eui;
    private final WebSocket connection;
    private final Budget budget;

    StationLink(String eui, WebSocket connection, long now_us) {
        this.eui = eui;
        this.connection = connection;
        this.budget = new Budget(FRAMES_PER_SECOND, FRAMES_AT_ONCE, now_us);
    }

    String eui() {
        return eui;
    }

    synchronized boolean mayBring(long now_us) {
        return budget.take(now_us);
    }

    @Override
    public boolean transmit(Transmission transmission) {
        try {
            connection.send(message(transmission, System.currentTimeMillis() / 1_000.0));
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false; // told by the close of the connection too
        }
    }

    /** One window each: which one is decided by the server. */
    static String message(Transmission transmission, double now_s) {
        ObjectNode message = JSON.createObjectNode();
        message.put("msgtype", "dnmsg");
        message.put("DevEui", StationId.dashed(transmission.devEui().isEmpty() ? NOBODY : transmission.devEui()));
        boolean timed = transmission.after().isPresent();
        message.put("dC", timed ? 0 : 2);
        message.put("diid", transmission.id());
        message.put("pdu", HexFormat.of().formatHex(transmission.phy()));
        String window = transmission.secondWindow() ? "RX2" : "RX1";
        message.put(window + "DR", transmission.dataRate().ordinal());
        message.put(window + "Freq", transmission.frequency_Hz());
        message.put("priority", 0);
        message.put("RxDelay", timed ? transmission.delay().toSeconds() - (transmission.secondWindow() ? 1 : 0) : 1);
        transmission.after().ifPresent(uplink -> {
            message.put("xtime", uplink.ticks_us());
            message.put("rctx", uplink.context());
        });
        message.put("MuxTime", now_s);
        return message.toString();
    }
}
