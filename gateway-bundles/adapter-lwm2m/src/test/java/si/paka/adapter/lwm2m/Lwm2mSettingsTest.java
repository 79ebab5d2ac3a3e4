package si.paka.adapter.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class Lwm2mSettingsTest {
    @Test
    void listensAsTold() {
        Lwm2mSettings settings = Lwm2mSettings.of("::", "off", "5684", 10_000);
        assertEquals(OptionalInt.empty(), settings.coap());
        assertEquals(OptionalInt.of(5684), settings.coaps());
        assertTrue(settings.listens());
        assertFalse(Lwm2mSettings.of("::", "off", "off", 1).listens());
    }

    @Test
    void aBadSettingIsNamedWithItsValueAndRange() {
        assertEquals(
                "lwm2m.coap.port is 65536, expected 0..65535 or off",
                assertThrows(IllegalArgumentException.class, () -> Lwm2mSettings.of("::", "65536", "off", 1))
                        .getMessage());
        assertEquals(
                "lwm2m.mostClients is 0, expected 1..100000",
                assertThrows(IllegalArgumentException.class, () -> Lwm2mSettings.of("::", "0", "off", 0))
                        .getMessage());
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (DatagramSocket other = new DatagramSocket(null)) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = Integer.toString(other.getLocalPort());
            Lwm2mSettings settings = Lwm2mSettings.of("127.0.0.1", port, "off", 1);
            String said = assertThrows(IllegalArgumentException.class, settings::checkPortsAreFree)
                    .getMessage();
            assertTrue(said.startsWith("lwm2m.coap.port is " + port + ", which cannot be opened"), said);
        }
        Lwm2mSettings.of("127.0.0.1", "0", "0", 1).checkPortsAreFree();
    }
}
