package si.paka.adapter.lorawan.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.SubBand;

class RadioTest {
    private static final long HOUR_us = 3_600_000_000L;

    private static HeardFrame heard(String gateway, int content, double rssi, double snr, long at_us) {
        return new HeardFrame(
                gateway,
                new byte[] {(byte) content},
                DataRate.DR5,
                868_100_000L,
                rssi,
                snr,
                new RxTime(at_us, 0),
                Instant.EPOCH,
                at_us);
    }

    @Test
    void receptionsWithinTheWindowAreOneFrame() {
        Deduplicator deduplicator = new Deduplicator(200_000);
        assertTrue(deduplicator.add(heard("a", 1, -80, 5, 0)));
        assertFalse(deduplicator.add(heard("b", 1, -90, 5, 199_000)));
        assertTrue(deduplicator.add(heard("a", 2, -80, 5, 100_000)));
        List<List<HeardFrame>> due = deduplicator.due(200_000);
        assertEquals(1, due.size());
        assertEquals(2, due.get(0).size());
        assertFalse(deduplicator.add(heard("c", 1, -90, 5, 900_000)));
        assertEquals(1, deduplicator.late());
        assertEquals(1, deduplicator.due(900_000).size());
        assertTrue(
                deduplicator.add(heard("a", 1, -80, 5, 2_100_000)),
                "a repetition after both windows is a new reception");
    }

    @Test
    void whatIsOpenIsBounded() {
        Deduplicator deduplicator = new Deduplicator(200_000);
        int taken = 0;
        for (int i = 0; i < 3 * Deduplicator.MOST; i++) {
            byte[] phy = {(byte) i, (byte) (i >> 8)};
            deduplicator.add(
                    new HeardFrame("a", phy, DataRate.DR5, 868_100_000L, -80, 5, new RxTime(0, 0), Instant.EPOCH, 0));
            taken += deduplicator.due(0).size();
        }
        assertEquals(2 * Deduplicator.MOST, taken);
        assertEquals(Deduplicator.MOST, deduplicator.size());
    }

    @Test
    void dutyCycleOverAnHour() {
        DutyCycle dutyCycle = new DutyCycle(0.3);
        Duration second = Duration.ofSeconds(1);
        for (int i = 0; i < 35; i++) {
            assertTrue(dutyCycle.allows(SubBand.M, second, false, i * 1_000_000L));
            dutyCycle.spend(SubBand.M, second, i * 1_000_000L);
        }
        assertFalse(dutyCycle.allows(SubBand.M, second, true, 60_000_000L));
        assertFalse(dutyCycle.allows(SubBand.M, second, true, HOUR_us));
        assertTrue(dutyCycle.allows(SubBand.M, second, true, HOUR_us + 60_000_000L));
        assertTrue(dutyCycle.allows(SubBand.L, second, false, 60_000_000L), "each band has its own");
    }

    @Test
    void theReserveIsForWhatProtectsPeople() {
        DutyCycle dutyCycle = new DutyCycle(0.3);
        dutyCycle.spend(SubBand.P, Duration.ofSeconds(252), 0);
        assertFalse(dutyCycle.allows(SubBand.P, Duration.ofSeconds(1), false, 0));
        assertTrue(dutyCycle.allows(SubBand.P, Duration.ofSeconds(100), true, 0));
        assertEquals(0.3, dutyCycle.left(SubBand.P, 0), 0.001);
    }

    @Test
    void whatWasNotOnAirIsGivenBack() {
        DutyCycle dutyCycle = new DutyCycle(0.3);
        dutyCycle.spend(SubBand.N, Duration.ofSeconds(3), 0);
        dutyCycle.giveBack(SubBand.N, Duration.ofSeconds(3), 1_000);
        assertEquals(1, dutyCycle.left(SubBand.N, 1_000), 0.001);
    }

    @Test
    void aRestartDoesNotGiveASecondHour() {
        DutyCycle before = new DutyCycle(0.3);
        Instant at = Instant.parse("2026-06-01T20:00:00Z");
        before.spend(SubBand.M, Duration.ofSeconds(20), 0);
        assertTrue(before.mustSave());
        byte[] saved = before.save(at.plusSeconds(60), 60_000_000);
        assertFalse(before.mustSave());
        DutyCycle after = new DutyCycle(0.3);
        long began_us = 7_000_000_000_000L; // another clock
        after.restore(saved, at.plusSeconds(120), began_us);
        assertFalse(after.allows(SubBand.M, Duration.ofSeconds(16), true, began_us));
        assertTrue(after.allows(SubBand.M, Duration.ofSeconds(14), true, began_us));
        assertTrue(after.allows(SubBand.P, Duration.ofSeconds(251), false, began_us));
        assertTrue(after.allows(SubBand.M, Duration.ofSeconds(35), true, began_us + HOUR_us));
    }

    @Test
    void framesOfOneConcentratorDoNotOverlap() {
        AirCalendar calendar = new AirCalendar();
        Duration airtime = Duration.ofMillis(200);
        calendar.take(1_000_000, airtime, 0);
        assertFalse(calendar.isFree(900_000, airtime));
        assertFalse(calendar.isFree(1_150_000, airtime));
        assertTrue(calendar.isFree(700_000, airtime));
        assertTrue(calendar.isFree(1_220_001, airtime));
        assertEquals(1_220_000, calendar.firstFree(900_000, airtime));
        calendar.giveBack(1_000_000);
        assertTrue(calendar.isFree(900_000, airtime));
    }

    @Test
    void aFastClockIsSeenWithinHalfAnHourThroughItsWrap() {
        ClockDrift drift = new ClockDrift();
        for (long second = 0; second < 7_200; second += 10) {
            long jitter_us = second % 70 * 100;
            drift.note((long) (second * 1e6 * 1.00002), second * 1_000_000 + jitter_us);
        }
        assertEquals(20, drift.ppm(), 1);
    }

    @Test
    void theConcentratorWithTheWeakerAntennaIsNearer() {
        Concentrators concentrators = new Concentrators(
                Gateways.of(List.of("0000000000000001@127.0.0.1;gain=9", "0000000000000002@127.0.0.1;gain=0")), 0.3);
        List<HeardFrame> best = concentrators.bestFirst(
                List.of(heard("0000000000000001", 1, -80, 9, 0), heard("0000000000000002", 1, -82, 9, 0)));
        assertEquals("0000000000000002", best.get(0).gateway());
    }

    @Test
    void theListOfConcentrators() {
        GatewaySettings one = GatewaySettings.of("B827EBFFFE112233@192.168.7.2;gain=2.15;lat=46.36;lon=15.11");
        assertEquals("b827ebfffe112233", one.eui());
        assertEquals(2.15, one.gain_dBi());
        String hash = "ab".repeat(32);
        assertEquals(
                hash,
                GatewaySettings.of("b827ebfffe112233@station;token=" + hash)
                        .tokenHash()
                        .orElseThrow());
        for (String bad : List.of(
                "b827@127.0.0.1",
                "b827ebfffe112233",
                "b827ebfffe112233@cabinet.example.net",
                "b827ebfffe112233@127.0.0.1;gain=99",
                "b827ebfffe112233@127.0.0.1;power=1",
                "b827ebfffe112233@station",
                "b827ebfffe112233@station;token=secret")) {
            String why = assertThrows(IllegalArgumentException.class, () -> GatewaySettings.of(bad))
                    .getMessage();
            assertTrue(why.contains("lorawan.gateways") && why.contains(bad), why);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Gateways.of(List.of("b827ebfffe112233@127.0.0.1", "B827EBFFFE112233@127.0.0.2")));
    }
}
