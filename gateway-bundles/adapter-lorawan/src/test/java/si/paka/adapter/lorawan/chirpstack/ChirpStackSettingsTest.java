package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChirpStackSettingsTest {
    private static final Tls NO_FILES = new Tls("", "", "");

    private static ChirpStackSettings of(String url) {
        return ChirpStackSettings.of(url, "paka", "+", NO_FILES);
    }

    @Test
    void theUsualPortsAreAssumed() {
        assertEquals("tcp://ns:1883", of("mqtt://ns").serverUri());
        assertEquals("ssl://ns:8883", of("mqtts://ns").serverUri());
        assertTrue(of("mqtts://ns").tls().isPresent());
        assertFalse(of("mqtt://ns:2000").tls().isPresent());
    }

    @Test
    void userAndPasswordMayBeEscaped() {
        ChirpStackSettings settings = of("mqtt://ana:a%3Ab+c%40@ns");
        assertEquals("ana", settings.user().orElseThrow());
        assertArrayEquals("a:b+c@".toCharArray(), settings.password());
        assertEquals("tcp://ns:1883", settings.toString());
    }

    @Test
    void whatIsWrongIsNamedWithoutThePassword() {
        for (String url :
                new String[] {"http://u:secret@ns", "mqtt://u:secret@", "mqtt://u:se cret@ns", "mqtt://ns:0"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> of(url), url);
            assertTrue(e.getMessage().startsWith("chirpstack.url is not understood, expected mqtt://"), e.getMessage());
            assertFalse(e.getMessage().contains("cret") || e.getCause() != null);
        }
        assertEquals(
                "chirpstack.applications is \"#\", expected + or one application id ([A-Za-z0-9-]{1,64})",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ChirpStackSettings.of("mqtt://ns", "paka", "#", NO_FILES))
                        .getMessage());
        String trust = assertThrows(
                        IllegalArgumentException.class,
                        () -> ChirpStackSettings.of("mqtts://ns", "paka", "+", new Tls("no-such-file", "", "")))
                .getMessage();
        assertTrue(trust.startsWith("chirpstack.trustStore is no-such-file"), trust);
    }
}
