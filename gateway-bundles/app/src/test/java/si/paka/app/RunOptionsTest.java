package si.paka.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    @Test
    void settingsBelongToTheirKeys() throws UsageException {
        RunOptions options =
                RunOptions.parse(new String[] {"--home", "/tmp/h", "--set", "town=velenje", "--set", "web.port=0"});
        assertEquals(Path.of("/tmp/h"), options.home());
        assertEquals("town=velenje\nweb.port=0\n", options.settingsAsText());
    }

    @Test
    void aUrlKeepsItsEqualsSigns() throws UsageException {
        RunOptions options = RunOptions.parse(new String[] {"--set", "uplink.dpv.url=mqtt://a:b=c@host"});
        assertEquals("mqtt://a:b=c@host", options.settings().get("uplink.dpv.url"));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        UsageException no = assertThrows(UsageException.class, () -> RunOptions.parse(new String[] {"--sett"}));
        assertEquals("run does not know \"--sett\", expected --home or --set", no.getMessage());
        assertThrows(UsageException.class, () -> RunOptions.parse(new String[] {"--set", "town"}));
        assertThrows(UsageException.class, () -> RunOptions.parse(new String[] {"--home"}));
    }
}
