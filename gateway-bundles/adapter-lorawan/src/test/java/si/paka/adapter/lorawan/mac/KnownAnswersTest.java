package si.paka.adapter.lorawan.mac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frames whose bytes others computed. Skipped, saying so, where the file with them is not there. */
class KnownAnswersTest {
    private static final HexFormat HEX = HexFormat.of();
    private static JsonNode answers;

    @BeforeAll
    static void read() throws IOException {
        Path file = Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared/data/lorawan/known-answers.json"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(file != null, "shared/data/lorawan/known-answers.json is not here: known answers are not checked");
        answers = new ObjectMapper().readTree(file.toFile());
    }

    private static AesKey key(JsonNode hex) {
        return new AesKey(HEX.parseHex(hex.asText()));
    }

    private static DataFrame data(JsonNode hex, boolean up) {
        byte[] phy = HEX.parseHex(hex.asText());
        return (DataFrame) (up ? Frame.readUp(phy) : Frame.readDown(phy));
    }

    @Test
    void framesOfOthersAreReadAndTheirMicIsRight() {
        for (JsonNode one : answers.get("third_party")) {
            String kind = one.get("kind").asText();
            if (!kind.startsWith("data_")) {
                continue;
            }
            DataFrame frame = data(one.get("phy"), !kind.startsWith("data_down"));
            AesKey nwk = key(one.get("nwkSKey"));
            assertEquals(one.path("valid").asBoolean(true), frame.isSignedBy(nwk, frame.fCnt()), kind);
            if (one.has("appSKey")) {
                byte[] clear = frame.decrypt(new SessionKeys(nwk, key(one.get("appSKey"))), frame.fCnt());
                byte[] expected = one.has("frmPayload")
                        ? HEX.parseHex(one.get("frmPayload").asText())
                        : one.get("frmPayloadAscii").asText().getBytes(StandardCharsets.US_ASCII);
                assertArrayEquals(expected, clear);
            }
        }
    }

    @Test
    void joinsOfOthers() {
        for (JsonNode one : answers.get("third_party")) {
            switch (one.get("kind").asText()) {
                case "join_request" -> {
                    JoinRequest request = (JoinRequest)
                            Frame.readUp(HEX.parseHex(one.get("phy").asText()));
                    assertTrue(request.isSignedBy(key(one.get("appKey"))));
                    assertFalse(request.isSignedBy(new AesKey(new byte[16])));
                }
                case "join_accept_encrypted" ->
                    assertTrue(JoinAccept.read(HEX.parseHex(one.get("phy").asText()), key(one.get("appKey")))
                            .isPresent());
                case "session_keys_1_0" -> {
                    SessionKeys keys = SessionKeys.derive(
                            key(one.get("appKey")),
                            Integer.reverseBytes(Integer.parseUnsignedInt(
                                            one.get("appNonce").asText(), 16))
                                    >>> 8,
                            Integer.reverseBytes(Integer.parseUnsignedInt(
                                            one.get("netId").asText(), 16))
                                    >>> 8,
                            Integer.reverseBytes(Integer.parseUnsignedInt(
                                            one.get("devNonce").asText(), 16))
                                    >>> 16);
                    SessionKeys asPrinted = SessionKeys.derive(
                            key(one.get("appKey")),
                            Integer.parseInt(one.get("appNonce").asText(), 16),
                            Integer.parseInt(one.get("netId").asText(), 16),
                            Integer.parseInt(one.get("devNonce").asText(), 16));
                    SessionKeys expected = new SessionKeys(key(one.get("nwkSKey")), key(one.get("appSKey")));
                    assertTrue(List.of(keys, asPrinted).contains(expected));
                }
                default -> {
                    // covered above
                }
            }
        }
    }

    @Test
    void aJoinComesOutAsKnown() {
        JsonNode own = answers.get("own");
        AesKey appKey = key(own.get("appKey"));
        JoinRequest request = JoinRequest.create(
                own.get("joinEui").asText(), own.get("devEui").asText(), 0x0a0b, appKey);
        assertEquals(own.get("join_request").asText(), HEX.formatHex(request.phy()));
        JoinAccept accept = new JoinAccept(0xa1, 0x13, 0x26011bda, 0, 3, 5, Eu868.MORE_CHANNELS_Hz);
        assertEquals(own.get("join_accept_encrypted").asText(), HEX.formatHex(accept.toPhy(appKey)));
        assertEquals(accept, JoinAccept.read(accept.toPhy(appKey), appKey).orElseThrow());
        SessionKeys keys = SessionKeys.derive(appKey, 0xa1, 0x13, 0x0a0b);
        assertEquals(new SessionKeys(key(own.get("NwkSKey")), key(own.get("AppSKey"))), keys);
    }

    @Test
    void framesOfOurOwnComeOutAsKnown() {
        JsonNode own = answers.get("own");
        SessionKeys keys = new SessionKeys(key(own.get("NwkSKey")), key(own.get("AppSKey")));
        again(own.get("up_unconf_fcnt1_port2"), true, 1, keys);
        again(own.get("up_conf_fcnt65537_port10"), true, 65_537, keys);
        again(own.get("down_unconf_ack_fopts_LinkADRReq_fcnt7"), false, 7, keys);
        again(own.get("up_fopts_LinkADRAns_DevStatusAns_fcnt2"), true, 2, keys);
        again(own.get("up_port0_LinkCheckReq_DeviceTimeReq_fcnt3"), true, 3, keys);
        again(own.get("down_port0_LinkCheckAns_fcnt8"), false, 8, keys);
    }

    private static void again(JsonNode hex, boolean up, long counter, SessionKeys keys) {
        DataFrame read = data(hex, up);
        assertTrue(read.isSignedBy(keys.network(), counter));
        DataFrame made = DataFrame.create(
                read.type(),
                read.devAddr(),
                read.control(),
                counter,
                read.fOpts(),
                read.fPort(),
                read.decrypt(keys, counter),
                keys);
        assertEquals(hex.asText(), HEX.formatHex(made.phy()));
    }

    @Test
    void macCommandsOfKnownFrames() {
        JsonNode own = answers.get("own");
        SessionKeys keys = new SessionKeys(key(own.get("NwkSKey")), key(own.get("AppSKey")));
        DataFrame asks = data(own.get("up_port0_LinkCheckReq_DeviceTimeReq_fcnt3"), true);
        assertEquals(
                List.of(new MacCommand.LinkCheckReq(), new MacCommand.DeviceTimeReq()),
                MacCommand.readUp(asks.decrypt(keys, 3)).commands());
        DataFrame sets = data(own.get("down_unconf_ack_fopts_LinkADRReq_fcnt7"), false);
        assertEquals(
                List.of(new MacCommand.LinkAdrReq(5, 0, 0x00ff, 0, 1)),
                MacCommand.readDown(sets.fOpts()).commands());
        DataFrame answered = data(own.get("up_fopts_LinkADRAns_DevStatusAns_fcnt2"), true);
        assertEquals(
                new MacCommand.LinkAdrAns(true, true, true),
                MacCommand.readUp(answered.fOpts()).commands().get(0));
    }

    @Test
    void airtimes() {
        answers.get("airtime_ms_125kHz_CR4_5_preamble8_explicitHeader_crc")
                .fields()
                .forEachRemaining(factor -> {
                    int sf = Integer.parseInt(factor.getKey().substring(2));
                    DataRate rate = DataRate.ofLora(sf, 125).orElseThrow();
                    factor.getValue().fields().forEachRemaining(one -> {
                        double expected_ms = one.getValue().asDouble();
                        double found_ms = rate.airtime(Integer.parseInt(one.getKey()), true)
                                        .toNanos()
                                / 1e6;
                        assertEquals(expected_ms, found_ms, 0.001, factor.getKey() + " " + one.getKey());
                    });
                });
    }
}
