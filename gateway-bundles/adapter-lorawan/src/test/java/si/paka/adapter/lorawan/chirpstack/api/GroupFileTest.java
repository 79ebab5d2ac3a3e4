package si.paka.adapter.lorawan.chirpstack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupFileTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final String GROUP =
            "{\"street\":\"s1\",\"mcAddr\":\"01020304\",\"nwkSKey\":\"" + KEY + "\",\"appSKey\":\"" + KEY + "\"}";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("groups.json"), text);
    }

    private String refused(String text) throws IOException {
        Path file = file(text);
        String why = assertThrows(IllegalArgumentException.class, () -> GroupFile.read(file))
                .getMessage();
        assertFalse(why.contains(KEY), why);
        return why;
    }

    @Test
    void whatIsLeftOutIsTheUsual() throws IOException {
        GroupKeys keys = GroupFile.read(file("{\"groups\":[" + GROUP + "]}")).get("s1");
        assertEquals(3, keys.dataRate());
        assertEquals(869_525_000, keys.frequency_Hz());
        assertEquals("GroupKeys[s1]", keys.toString());
    }

    @Test
    void whatIsWrongIsNamedAndNoKeyShown() throws IOException {
        assertTrue(refused("{").contains("line 1 is not JSON"));
        assertTrue(refused("{}").contains("groups is missing"));
        assertTrue(refused("{\"groups\":[" + GROUP + "," + GROUP + "]}").contains("\"s1\" is there twice"));
        assertTrue(refused("{\"groups\":[" + GROUP.replace("mcAddr", "address") + "]}")
                .contains("group 1 has [address]"));
        assertTrue(refused("{\"groups\":[" + GROUP.replace(KEY + "\"}", KEY + "0\"}") + "]}")
                .contains("appSKey"));
        assertThrows(IllegalArgumentException.class, () -> GroupFile.read(folder.resolve("none.json")));
    }
}
