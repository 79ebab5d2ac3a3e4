package si.paka.adapter.lorawan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.RadioHealth;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.GpsTime;
import si.paka.adapter.lorawan.mac.MacCommand.LinkAdrReq;
import si.paka.adapter.lorawan.server.RadioStats.Sample;

class RadioAdviceTest {
    private static List<Sample> samples(int count, int step, double snr_dB, DataRate rate, int power) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample((long) i * step, snr_dB, rate, power));
        }
        return samples;
    }

    private static RadioParameters with(int power, int transmissions) {
        return RadioParameters.INITIAL.withMoreChannels().withPower(power, transmissions);
    }

    private static Optional<LinkAdrReq> adr(List<Sample> samples, RadioParameters present) {
        return Adr.decide(samples, present, Adr.Limits.NONE, 10);
    }

    // ---- adaptive data rate

    @Test
    void fromSlowToFastAndThenToLessOutput() {
        assertEquals(
                new LinkAdrReq(3, 0, 0xff, 0, 1),
                adr(samples(1, 1, -1, DataRate.DR0, 0), with(0, 1)).orElseThrow());
        assertEquals(
                new LinkAdrReq(5, 2, 0xff, 0, 1),
                adr(samples(1, 1, 11, DataRate.DR0, 0), with(0, 1)).orElseThrow());
    }

    @Test
    void nothingIsAskedWhenAllIsAsItShouldBe() {
        assertTrue(adr(samples(20, 1, 4, DataRate.DR5, 0), with(0, 1)).isEmpty());
        assertTrue(adr(List.of(), with(0, 1)).isEmpty());
    }

    @Test
    void outputGoesUpAgainOnlyAfterTwentyFramesAndTheRateNeverDown() {
        assertTrue(adr(samples(19, 1, -3, DataRate.DR5, 3), with(3, 1)).isEmpty());
        LinkAdrReq asked = adr(samples(20, 1, -3, DataRate.DR5, 3), with(3, 1)).orElseThrow();
        assertEquals(5, asked.dataRate());
        assertEquals(2, asked.txPower());
    }

    @Test
    void lossAsksForRepetition() {
        assertEquals(
                3,
                adr(samples(20, 2, 4, DataRate.DR5, 0), with(0, 1))
                        .orElseThrow()
                        .transmissions());
    }

    @Test
    void whatTheDeviceRefusedIsNotAskedAgain() {
        Adr.Limits limits = new Adr.Limits(4, 0);
        LinkAdrReq asked = Adr.decide(samples(1, 1, 20, DataRate.DR0, 0), with(0, 1), limits, 10)
                .orElseThrow();
        assertEquals(4, asked.dataRate());
        assertEquals(0, asked.txPower());
    }

    // ---- advice

    @Test
    void whatWouldHelp() {
        OptionalDouble full = OptionalDouble.of(90);
        assertTrue(Advice.of(20, 7, 0, 2, OptionalDouble.of(5)).contains("battery"));
        assertTrue(Advice.of(2, 12, 20, 1, full).contains("concentrator nearby"));
        assertTrue(Advice.of(2, 12, 20, 3, full).contains("antenna at the device"));
        assertTrue(Advice.of(15, 7, 20, 2, full).contains("interference"));
        assertTrue(Advice.of(3, 9, 20, 2, full).contains("ADR"));
        assertTrue(Advice.of(3, 9, 0, 1, full).contains("second one"));
        assertEquals("Nothing needs to be done.", Advice.of(15, 7, 1, 2, OptionalDouble.empty()));
    }

    @Test
    void healthOfTheLastTwentyUplinks() {
        RadioStats stats = new RadioStats();
        assertTrue(stats.health().isEmpty());
        Instant at = Instant.parse("2026-06-01T20:00:00Z");
        for (int i = 0; i < 40; i++) {
            stats.heard(new Sample(i * 2L, 2.5, DataRate.DR5, 0), List.of(new Reception("x", -80, 2.5)), at);
        }
        RadioHealth health = stats.health().orElseThrow();
        assertEquals(10, health.margin_dB());
        assertEquals(7, health.spreadingFactor());
        assertEquals(48.7, health.loss_percent());
        stats.heard(new Sample(0, 2.5, DataRate.DR5, 0), List.of(), at);
        assertEquals(0, stats.health().orElseThrow().loss_percent(), "a new session begins anew");
    }

    // ---- clocks

    @Test
    void aClockThatIsWrongIsCorrected() {
        Instant at = Instant.parse("2026-06-01T20:00:00Z");
        long wrong = GpsTime.seconds(at) - 100;
        byte[] asks = HexFormat.of().parseHex(String.format("01%08x05", Integer.reverseBytes((int) wrong)));
        assertEquals(
                "016400000005",
                HexFormat.of()
                        .formatHex(ClockSync.answer("x", asks, at).orElseThrow().payload()));
        byte[] right = HexFormat.of().parseHex(String.format("01%08x05", Integer.reverseBytes((int) (wrong + 100))));
        assertTrue(ClockSync.answer("x", right, at).isEmpty());
        right[5] |= 0x10;
        assertEquals(
                "010000000005",
                HexFormat.of()
                        .formatHex(
                                ClockSync.answer("x", right, at).orElseThrow().payload()));
    }

    @Test
    void whoItIsAndWhatIsCutOff() {
        Instant at = Instant.EPOCH;
        assertEquals(
                "000101",
                HexFormat.of()
                        .formatHex(ClockSync.answer("x", new byte[] {0}, at)
                                .orElseThrow()
                                .payload()));
        assertTrue(ClockSync.answer("x", new byte[] {1, 2, 3}, at).isEmpty());
        assertTrue(ClockSync.answer("x", new byte[] {99}, at).isEmpty());
        assertTrue(ClockSync.answer("x", new byte[0], at).isEmpty());
    }

    // ---- settings

    @Test
    void defaultsAndWhatIsRefused() {
        ServerSettings is = ServerSettings.defaults();
        assertEquals(Duration.ofMillis(200), is.window());
        assertEquals(3, is.classCDataRate());
        assertEquals(0.3, is.reserve());
        String why = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ServerSettings(
                                0, Duration.ofMillis(900), 1, 0, 0, 3, 27, 0.3, 10, Duration.ofHours(24)))
                .getMessage();
        assertEquals("lorawan.window_ms is 900, expected 20..800", why);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ServerSettings(0, Duration.ofMillis(200), 16, 0, 0, 3, 27, 0.3, 10, Duration.ofHours(24)));
    }
}
