package si.paka.adapter.coap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private final RefusalLog refusals = new RefusalLog();

    @Test
    void eachKindIsToldOnceAMinute() {
        assertTrue(refusals.mayTell(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, NOON));
        assertFalse(refusals.mayTell(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, NOON.plusSeconds(59)));
        assertTrue(refusals.mayTell(ResponseCode.BAD_REQUEST, NOON.plusSeconds(59)));
        assertTrue(refusals.mayTell(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, NOON.plusSeconds(60)));
    }

    @Test
    void aClockThatIsSetBackSilencesNothing() {
        assertTrue(refusals.mayTell(ResponseCode.BAD_REQUEST, NOON));
        assertTrue(refusals.mayTell(ResponseCode.BAD_REQUEST, NOON.minusSeconds(86_400)));
    }

    @Test
    void whatWentWellAndWhoWaitsIsNotTold() {
        assertFalse(refusals.mayTell(ResponseCode.CHANGED, NOON));
        assertFalse(refusals.mayTell(ResponseCode.FORBIDDEN, NOON));
    }
}
