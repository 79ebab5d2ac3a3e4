package si.paka.adapter.lorawan.chirpstack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.adapter.lorawan.chirpstack.Tls;

class ApiSettingsTest {
    private static final String TENANT = "52f14cd4-c6f1-4fbd-8f87-4025e1d49242";

    @TempDir
    private Path home;

    private ApiSettings of(String url, String key, String keyFile, String tenant, String mode) {
        return ApiSettings.of(
                home, url, key, keyFile, new Tls("", "", ""), tenant, "paka-c-17", mode, "without-keys", "");
    }

    private String refused(String url, String key, String keyFile, String tenant, String mode) {
        String text = assertThrows(IllegalArgumentException.class, () -> of(url, key, keyFile, tenant, mode))
                .getMessage();
        assertFalse(text.contains("secret"), text);
        return text;
    }

    @Test
    void portsAndModesAreUnderstood() {
        ApiSettings plain = of("http://ns", "secret", "", TENANT, "report");
        assertEquals("ns:8080", plain.toString());
        assertEquals(ApiSettings.Mode.REPORT, plain.mode());
        assertFalse(plain.allDevices());
        assertEquals("ns:443", of("https://ns", "secret", "", TENANT, "apply").toString());
        assertTrue(of("https://ns:8443/", "secret", "", "", "off").tls().isPresent());
    }

    @Test
    void whatIsWrongIsNamedWithoutTheSecret() {
        assertTrue(refused("mqtt://u:secret@ns", "secret", "", TENANT, "report").startsWith("chirpstack.api.url"));
        assertTrue(refused("http://ns/path", "secret", "", TENANT, "report").startsWith("chirpstack.api.url"));
        assertTrue(refused("http://ns", "", "", TENANT, "report").contains("chirpstack.api.keyFile"));
        assertTrue(refused("http://ns", "secret", "also", TENANT, "report").contains("expected one of"));
        assertTrue(refused("http://ns", "secret two", "", TENANT, "report").startsWith("chirpstack.api.key holds"));
        assertTrue(refused("http://ns", "secret", "", "town", "report").startsWith("chirpstack.api.tenant"));
        assertTrue(refused("http://ns", "secret", "", TENANT, "maybe").startsWith("chirpstack.api.reconcile"));
        assertTrue(refused("http://ns", "", "no-such-file", TENANT, "report").startsWith("chirpstack.api.keyFile"));
    }

    @Test
    void aKeyFileIsReadAgain() throws Exception {
        Path file = Files.writeString(home.resolve("api.key"), "first\n");
        ApiKey key = of("http://ns", "", "api.key", TENANT, "report").key();
        assertEquals("first", key.value());
        Files.writeString(file, "second\n");
        key.refresh();
        assertEquals("second", key.value());
        assertFalse(key.toString().contains("second"));
    }
}
