package si.paka.adapter.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void allAreCountedAlsoThoseThatAreNotTold() {
        Refusals refusals = new Refusals(Clock.systemUTC());
        for (int i = 0; i < 1_000; i++) {
            refusals.registration("lamp-" + i, "its key is not the one on record");
            new HandshakeHealth(refusals).endHandshake(i % 2 == 0);
        }
        assertEquals(1_000, refusals.registrations());
        assertEquals(500, refusals.handshakes());
    }
}
