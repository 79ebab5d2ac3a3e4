package si.paka.adapter.lorawan.udp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Frame;
import si.paka.adapter.lorawan.radio.GatewayStats;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.RxTime;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.udp.ForwarderCounts.What;

/** The JSON of PUSH_DATA and TX_ACK (PROTOCOL.TXT, sections 4 and 5.4). Pure; safe from any thread. */
final class PushData {
    private static final int MOST_PACKETS = 64;
    private static final Pattern LORA = Pattern.compile("SF(\\d{1,2})BW(\\d{2,3})");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(4_096)
                    .build())
            .build());

    /**
     * What one datagram told.
     *
     * @param faults what was wrong with packets that were passed over
     */
    record Content(List<HeardFrame> frames, Optional<GatewayStats> stats, List<What> faults) {}

    private PushData() {}

    /** @throws IOException if it is not JSON */
    static Content read(String gateway, byte[] body, Instant at, long at_us) throws IOException {
        JsonNode root = JSON.readTree(body);
        List<HeardFrame> frames = new ArrayList<>();
        List<What> faults = new ArrayList<>();
        JsonNode packets = root.path("rxpk");
        for (int i = 0; i < packets.size(); i++) {
            if (i >= MOST_PACKETS) {
                faults.add(What.FLOOD);
                break;
            }
            JsonNode packet = packets.get(i);
            if (packet.path("stat").asInt(1) == -1) {
                faults.add(What.CRC_ERROR);
                continue;
            }
            packet(gateway, packet, at, at_us).ifPresentOrElse(frames::add, () -> faults.add(What.BAD_PACKET));
        }
        return new Content(frames, stats(root.path("stat")), faults);
    }

    private static Optional<HeardFrame> packet(String gateway, JsonNode packet, Instant at, long at_us) {
        Optional<DataRate> rate = dataRate(packet.path("datr"));
        byte[] phy = data(packet.path("data"));
        double frequency_MHz = packet.path("freq").asDouble(0);
        JsonNode tmst = packet.path("tmst");
        boolean known = rate.isPresent()
                && phy.length > 0
                && phy.length <= Frame.LONGEST
                && frequency_MHz >= 863
                && frequency_MHz < 870
                && tmst.isIntegralNumber();
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(new HeardFrame(
                gateway,
                phy,
                rate.get(),
                Math.round(frequency_MHz * 1_000_000),
                signal(packet, "rssi", -30, -150),
                signal(packet, "lsnr", 30, -40),
                new RxTime(tmst.asLong() & 0xffff_ffffL, 0),
                at,
                at_us));
    }

    /** Newer forwarders tell RSSI and SNR by antenna; the best counts. */
    private static double signal(JsonNode packet, String name, double most, double least) {
        JsonNode direct = packet.path(name);
        double best = direct.isNumber() ? direct.asDouble() : Double.NaN;
        for (JsonNode antenna : packet.path("rsig")) {
            JsonNode one = antenna.path(name.equals("rssi") && antenna.has("rssic") ? "rssic" : name);
            if (one.isNumber() && !(one.asDouble() <= best)) {
                best = one.asDouble();
            }
        }
        return Double.isNaN(best) ? least : Math.max(least, Math.min(most, best));
    }

    private static Optional<DataRate> dataRate(JsonNode datr) {
        if (datr.isNumber()) {
            return datr.asInt() == 50_000 ? Optional.of(DataRate.DR7) : Optional.empty();
        }
        Matcher lora = LORA.matcher(datr.asText(""));
        return lora.matches()
                ? DataRate.ofLora(Integer.parseInt(lora.group(1)), Integer.parseInt(lora.group(2)))
                : Optional.empty();
    }

    private static byte[] data(JsonNode data) {
        try {
            return Base64.getDecoder().decode(data.asText("")); // padding may be missing
        } catch (IllegalArgumentException e) {
            return new byte[0]; // counted as a bad packet
        }
    }

    private static Optional<GatewayStats> stats(JsonNode stat) {
        if (!stat.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new GatewayStats(
                Math.max(0, stat.path("rxnb").asLong()),
                Math.max(0, stat.path("rxok").asLong()),
                Math.max(0, stat.path("rxfw").asLong()),
                Math.max(0, stat.path("txnb").asLong()),
                number(stat.path("ackr")),
                number(stat.path("lati")),
                number(stat.path("long"))));
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    /** Of TX_ACK; an empty body means that all went well. */
    static TxResult result(byte[] body) throws IOException {
        if (body.length == 0) {
            return TxResult.OK;
        }
        String error = JSON.readTree(body).path("txpk_ack").path("error").asText("NONE");
        if (error.isEmpty() || error.equals("NONE")) {
            return TxResult.OK;
        }
        try {
            return TxResult.valueOf(error);
        } catch (IllegalArgumentException e) {
            return TxResult.OTHER;
        }
    }
}
