package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;
import si.paka.adapter.lorawan.chirpstack.wire.DownlinkCommand;
import si.paka.model.decision.Rank;

/** The bytes were written by protoc from ChirpStack 4's own definitions, with fields that ours do not have. */
class ProtobufMarshalerTest {
    private static final String INFO = "7b0a2435326631346364342d633666312d346662642d386638372d343032356531643439323432"
            + "1204546f776e1a2434653363356632612d386134662d346338652d396130652d3064366432623363316631303201703a08"
            + "5a61626f6a6e696b4210613834303431666666663030303031374a060a0161120162" + "5002";
    private static final String ITEM = "35623165396630652d376331612d346434652d396139622d326638663861336337643131";
    private static final String UP = "0a2433616337653363342d343430312d346238642d393338362d61356339303266393230326412"
            + "0b0880a38cd8061080c2d72f1a" + INFO
            + "220830303138393434302801300538f0a20440024801520534007b005b5a100a0e0a0178120911000000000000f03f625e0a10"
            + "3030313663303031666631306132333510073092ffffffffffffffff013d000020c06212096666666666264740113333333333"
            + "332e406a04616263647a1b0a12726567696f6e5f636f6d6d6f6e5f6e616d651205455538363880010262260a10303031366330"
            + "303166663130613233361008309fffffffffffffffff013d6666e64040036a1208a084919e03120a1a0808c8d0071007280182"
            + "01056575383638";

    private final ProtobufMarshaler marshaler = new ProtobufMarshaler();

    private ServerEvent decode(String kind, String hex) throws MalformedEventException {
        return marshaler.decode(kind, HexFormat.of().parseHex(hex));
    }

    @Test
    void anUplinkIsWhatItsJsonWouldBe() throws Exception {
        ServerEvent up = decode("up", UP);
        assertEquals("a84041ffff000017", up.devEui);
        assertEquals("Zabojnik", up.deviceName);
        assertEquals("3ac7e3c4-4401-4b8d-9386-a5c902f9202d", up.deduplicationId);
        assertEquals(70_000, up.counter());
        assertEquals(2, up.fPort);
        assertTrue(up.confirmed);
        assertArrayEquals(new byte[] {0x34, 0, 0x7b, 0, 0x5b}, up.data);
        assertEquals(5, up.channel().dataRate());
        assertEquals(7, up.channel().spreadingFactor());
        assertEquals(868_500_000, up.channel().frequency_Hz());
        assertEquals(-110, up.receptions().get(0).rssi_dBm());
        assertEquals(7.2, up.receptions().get(1).snr_dB(), 1e-6);
        assertEquals("0016c001ff10a236", up.receptions().get(1).gateway());
    }

    @Test
    void theOtherKindsAreRead() throws Exception {
        assertEquals("Zabojnik", decode("join", "0a016a1a" + INFO + "220830303138393434303a056575383638").deviceName);
        String item = new String(HexFormat.of().parseHex(ITEM), java.nio.charset.StandardCharsets.US_ASCII);
        ServerEvent ack = decode("ack", "0a016b1a" + INFO + "2224" + ITEM + "28013009");
        assertEquals(item, ack.queueItemId);
        assertTrue(ack.acknowledged);
        ServerEvent sent = decode(
                "txack",
                "084d1a" + INFO + "2224" + ITEM + "28093210303031366330303166663130613233353a080888cccf9e03101b");
        assertEquals(item, sent.queueItemId);
        assertEquals("0016c001ff10a235", sent.gatewayId);
        ServerEvent status = decode("status", "0a01731a" + INFO + "280c450000af42");
        assertEquals(12, status.margin);
        assertEquals(87.5, status.batteryLevel);
        ServerEvent log = decode(
                "log", "12" + INFO + "1802200b2a08746f6f206c61746532350a0d71756575655f6974656d5f69641224" + ITEM);
        assertEquals("EXPIRED", log.code);
        assertEquals("ERROR", log.level);
        assertEquals(item, log.queueItemId);
    }

    @Test
    void whatIsNoProtobufIsSaidSo() {
        MalformedEventException json = assertThrows(
                MalformedEventException.class,
                () -> marshaler.decode("up", "{\"deviceInfo\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertEquals(Reason.PROTOBUF, json.reason());
        assertTrue(json.getMessage().contains("chirpstack.marshaler"), json.getMessage());
        assertThrows(MalformedEventException.class, () -> decode("up", UP.substring(0, 120)));
        assertEquals(
                Reason.FPORT,
                assertThrows(MalformedEventException.class, () -> decode("up", "1a" + INFO + "40ac02"))
                        .reason());
    }

    @Test
    void aCommandCarriesAllThatJsonWould() throws Exception {
        Instant until = Instant.parse("2026-11-22T16:01:00.5Z");
        byte[] bytes = marshaler.command(
                "id-1", new Downlink("c", "a84041ffff000017", 10, new byte[] {1, 2}, true, Rank.SCHEDULE, "", until));
        DownlinkCommand command = DownlinkCommand.parseFrom(bytes);
        assertEquals("id-1", command.getId());
        assertEquals(10, command.getFPort());
        assertTrue(command.getConfirmed());
        assertEquals(until.getEpochSecond(), command.getExpiresAt().getSeconds());
        assertEquals(500_000_000, command.getExpiresAt().getNanos());
    }

    @Test
    void anUnknownMarshalerIsRefused() {
        assertEquals(
                "chirpstack.marshaler is \"xml\", expected json or protobuf, as the server's integration.mqtt.json says",
                assertThrows(IllegalArgumentException.class, () -> Marshaler.named("xml"))
                        .getMessage());
    }
}
