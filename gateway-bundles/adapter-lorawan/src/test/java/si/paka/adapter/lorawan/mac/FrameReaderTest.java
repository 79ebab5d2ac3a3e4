package si.paka.adapter.lorawan.mac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final SessionKeys KEYS =
            new SessionKeys(new AesKey(new byte[16]), new AesKey(HexFormat.of().parseHex("0f".repeat(16))));
    private static final FrameControl PLAIN = new FrameControl(false, false, false, false);

    private static Frame.Fault faultOf(byte[] phy) {
        return assertInstanceOf(Frame.Malformed.class, Frame.readUp(phy)).fault();
    }

    private static byte[] up(int fPort, int fOpts) {
        return DataFrame.create(MType.UNCONFIRMED_UP, 1, PLAIN, 1, new byte[fOpts], fPort, new byte[] {1, 2, 3}, KEYS)
                .phy();
    }

    @Test
    void elevenBytesAreNoFrame() {
        assertEquals(Frame.Fault.TOO_SHORT, faultOf(new byte[11]));
    }

    @Test
    void moreThanTheLongestFrame() {
        assertEquals(Frame.Fault.TOO_LONG, faultOf(Arrays.copyOf(up(2, 0), 256)));
    }

    @Test
    void proprietaryFramesAreRefused() {
        byte[] phy = up(2, 0);
        phy[0] = (byte) 0xe0;
        assertEquals(Frame.Fault.PROPRIETARY, faultOf(phy));
    }

    @Test
    void anotherMajorVersion() {
        byte[] phy = up(2, 0);
        phy[0] |= 1;
        assertEquals(Frame.Fault.VERSION, faultOf(phy));
    }

    @Test
    void aDownlinkHeardAsUplink() {
        byte[] phy = up(2, 0);
        phy[0] = 0x60;
        assertEquals(Frame.Fault.TYPE, faultOf(phy));
    }

    @Test
    void aJoinRequestOfAnotherLength() {
        assertEquals(Frame.Fault.JOIN_LENGTH, faultOf(new byte[24]));
    }

    @Test
    void optionsBeyondTheFrame() {
        byte[] phy = Arrays.copyOf(up(2, 0), 14);
        phy[5] = 0x0f;
        assertEquals(Frame.Fault.OPTIONS, faultOf(phy));
    }

    @Test
    void commandsInBothPlaces() {
        byte[] phy = up(2, 1);
        phy[9] = 0;
        assertEquals(Frame.Fault.PORT_ZERO, faultOf(phy));
    }

    @Test
    void anyBytesAreReadWithoutHarm() {
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            byte[] phy = new byte[random.nextInt(300)];
            random.nextBytes(phy);
            Frame frame = Frame.readUp(phy);
            if (frame instanceof DataFrame data) {
                assertFalse(data.isSignedBy(KEYS.network(), data.fCnt()) && data.phy() != phy);
                MacCommand.readUp(data.fOpts());
            }
        }
    }

    @Test
    void everyLengthComesBackAsItWent() {
        for (int length = 0; length <= 242; length++) {
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            byte[] phy = DataFrame.create(
                            MType.CONFIRMED_UP, 0xfedcba98, PLAIN, 0x1_0003L, new byte[0], 7, payload, KEYS)
                    .phy();
            DataFrame read = assertInstanceOf(DataFrame.class, Frame.readUp(phy));
            assertTrue(read.isSignedBy(KEYS.network(), 0x1_0003L));
            assertFalse(read.isSignedBy(KEYS.network(), 3));
            assertEquals(HexFormat.of().formatHex(payload), HexFormat.of().formatHex(read.decrypt(KEYS, 0x1_0003L)));
        }
    }

    @Test
    void whatCannotBeSaidInOneFrame() {
        assertThrows(IllegalArgumentException.class, () -> up(2, 16));
        assertThrows(IllegalArgumentException.class, () -> up(0, 1));
        assertThrows(IllegalArgumentException.class, () -> up(DataFrame.NO_PORT, 0));
    }

    @Test
    void countersGoOnBeyondSixteenBits() {
        assertEquals(0, FrameCounter.full(-1, 0));
        assertEquals(5, FrameCounter.full(-1, 5));
        assertEquals(65_535, FrameCounter.full(65_535, 65_535));
        assertEquals(65_536, FrameCounter.full(65_535, 0));
        assertEquals(65_540, FrameCounter.full(65_535, 4));
        assertEquals(65_534 + 65_536, FrameCounter.full(65_535, 65_534), "an old frame can only be a far later one");
    }

    @Test
    void keysDoNotShowThemselves() {
        assertFalse(KEYS.toString().contains("0f"));
        assertFalse(KEYS.application().toString().contains("0f"));
        assertThrows(IllegalArgumentException.class, () -> new AesKey(new byte[15]));
    }
}
