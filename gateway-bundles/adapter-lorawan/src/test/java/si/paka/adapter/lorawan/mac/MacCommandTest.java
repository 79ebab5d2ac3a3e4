package si.paka.adapter.lorawan.mac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacCommandTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] joined(List<? extends MacCommand> commands) {
        LittleEndian to = new LittleEndian(64);
        commands.forEach(one -> to.put(one.toBytes()));
        return to.toBytes();
    }

    @Test
    void everyAnswerOfADevice() {
        List<MacCommand.Up> all = List.of(
                new MacCommand.LinkCheckReq(),
                new MacCommand.LinkAdrAns(true, false, true),
                new MacCommand.DutyCycleAns(),
                new MacCommand.RxParamSetupAns(true, true, false),
                new MacCommand.DevStatusAns(254, -32),
                new MacCommand.DevStatusAns(0, 31),
                new MacCommand.NewChannelAns(true, true),
                new MacCommand.RxTimingSetupAns(),
                new MacCommand.TxParamSetupAns(),
                new MacCommand.DlChannelAns(false, true),
                new MacCommand.DeviceTimeReq());
        assertEquals(all, MacCommand.readUp(joined(all)).commands());
    }

    @Test
    void everyCommandOfTheNetwork() {
        List<MacCommand.Down> all = List.of(
                new MacCommand.LinkCheckAns(20, 3),
                new MacCommand.LinkAdrReq(5, 7, 0x00ff, 0, 2),
                new MacCommand.DutyCycleReq(4),
                new MacCommand.RxParamSetupReq(0, 3, 869_525_000L),
                new MacCommand.DevStatusReq(),
                new MacCommand.NewChannelReq(3, 867_100_000L, 0, 5),
                new MacCommand.RxTimingSetupReq(5),
                new MacCommand.DlChannelReq(1, 868_300_000L),
                new MacCommand.DeviceTimeAns(1_300_000_000L, 128));
        assertEquals(all, MacCommand.readDown(joined(all)).commands());
    }

    @Test
    void lengthsAreThoseOfTheSpecification() {
        assertEquals(
                "0550d2ad84", HexFormat.of().formatHex(new MacCommand.RxParamSetupReq(5, 0, 869_525_000L).toBytes()));
        assertEquals(5, new MacCommand.LinkAdrReq(0, 0, 0, 0, 0).size());
        assertEquals(6, new MacCommand.NewChannelReq(3, 0, 0, 0).size());
        assertEquals(6, new MacCommand.DeviceTimeAns(0, 0).size());
    }

    @Test
    void whatFollowsAnUnknownCommandIsNotGuessed() {
        MacCommand.Sequence<MacCommand.Up> read = MacCommand.readUp(bytes("0280ff02"));
        assertEquals(List.of(new MacCommand.LinkCheckReq()), read.commands());
        assertTrue(read.problem().orElseThrow().contains("0x80"));
    }

    @Test
    void aCommandCutOff() {
        MacCommand.Sequence<MacCommand.Up> read = MacCommand.readUp(bytes("0206ff"));
        assertEquals(List.of(new MacCommand.LinkCheckReq()), read.commands());
        assertTrue(read.problem().orElseThrow().contains("cut off"));
    }

    @Test
    void gpsTimeIsAheadOfUtcByTheLeapSeconds() {
        assertEquals(18, GpsTime.seconds(Instant.parse("1980-01-06T00:00:00Z")));
        assertEquals(128, GpsTime.fraction(Instant.parse("2026-01-01T00:00:00.5Z")));
    }
}
