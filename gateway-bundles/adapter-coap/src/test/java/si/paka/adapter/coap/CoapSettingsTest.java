package si.paka.adapter.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CoapSettingsTest {
    private static CoapSettings defaults() throws NoSuchMethodException {
        Class<?> config = CoapComponent.Config.class;
        return CoapSettings.of(
                (String) config.getMethod("coap_port").getDefaultValue(),
                (String) config.getMethod("coaps_port").getDefaultValue(),
                (String) config.getMethod("bind").getDefaultValue(),
                (int) config.getMethod("coap_inFlight").getDefaultValue(),
                (int) config.getMethod("coap_peers").getDefaultValue(),
                (int) config.getMethod("coap_burst").getDefaultValue());
    }

    @Test
    void listensWithEncryptionOnlyUnlessToldOtherwise() throws Exception {
        CoapSettings settings = defaults();
        assertEquals(OptionalInt.empty(), settings.port());
        assertEquals(OptionalInt.of(5686), settings.securePort());
        assertTrue(settings.bind().isAnyLocalAddress());
        assertEquals(2_000, settings.inFlight());
        assertEquals(10_000, settings.peers());
        assertEquals(40_000, settings.burst());
    }

    @Test
    void namesKeyValueAndRangeOfWhatItRefuses() {
        assertRefused("coap.port is 70000, expected 0..65535 or \"off\"", "70000", "::", 10);
        assertRefused("coap.port is on, expected 0..65535 or \"off\"", "on", "::", 10);
        assertRefused(
                "bind is \"example.org\", expected an IP address of this board, or :: for all", "0", "example.org", 10);
        assertRefused("coap.inFlight is 0, expected 1..100000", "0", "127.0.0.1", 0);
    }

    private static void assertRefused(String message, String port, String bind, int inFlight) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> CoapSettings.of(port, "off", bind, inFlight, 10_000, 40_000));
        assertEquals(message, refusal.getMessage());
    }
}
