package si.paka.adapter.lorawan.mac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Eu868Test {
    @Test
    void payloadsByDataRate() {
        assertEquals(51, DataRate.DR0.mostPayload(0));
        assertEquals(51, DataRate.DR2.mostPayload(0));
        assertEquals(115, DataRate.DR3.mostPayload(0));
        assertEquals(242, DataRate.DR5.mostPayload(0));
        assertEquals(227, DataRate.DR7.mostPayload(15));
    }

    @Test
    void theFirstWindowFollowsTheUplink() {
        assertEquals(DataRate.DR5, DataRate.DR5.firstWindow(0));
        assertEquals(DataRate.DR0, DataRate.DR2.firstWindow(5));
        assertEquals(DataRate.DR1, DataRate.DR8.firstWindow(0));
        assertEquals(DataRate.DR2, DataRate.DR11.firstWindow(0));
    }

    @Test
    void bandsAndTheirLimits() {
        assertEquals(SubBand.M, SubBand.of(868_100_000L).orElseThrow());
        assertEquals(SubBand.L, SubBand.of(867_900_000L).orElseThrow());
        assertEquals(SubBand.P, SubBand.of(Eu868.RX2_Hz).orElseThrow());
        assertTrue(SubBand.of(868_650_000L).isEmpty(), "nobody may transmit between the bands");
        assertEquals(29, Eu868.downlinkEirp_dBm(Eu868.RX2_Hz));
        assertEquals(14, Eu868.downlinkEirp_dBm(868_100_000L));
    }

    @Test
    void aDownlinkOfTwentyBytesAtRx2() {
        assertEquals(1318.912, DataRate.DR0.airtime(20, false).toNanos() / 1e6, 0.001);
        assertEquals(185.344, DataRate.DR3.airtime(20, false).toNanos() / 1e6, 0.001);
    }

    @Test
    void fsk() {
        assertEquals(3.36, DataRate.DR7.airtime(10, true).toNanos() / 1e6, 0.001);
    }
}
