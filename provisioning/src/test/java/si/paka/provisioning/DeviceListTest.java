package si.paka.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceListTest {
    private static final String HEADER = "transport,address,profile,asset,name,owner,consent,lat,lon,attr.category\n";

    @TempDir
    Path dir;

    @Test
    void goodRowsAreReadAndBadOnesToldByLine() throws IOException {
        DeviceList list = DeviceList.parse(HEADER
                + "lorawan,A84041FFFF000001,paka-reference/waste-container,bin-1,\"Zabojnik \"\"Šalek\"\", č\",komunala,open,46.3,15.1,\n"
                + "lorawan,A84041,paka-reference/waste-container,bin-2,,komunala,open,,,\n"
                + "\n"
                + "coap,air-1,paka-reference/air-quality,air-1,,mov,,,,\n"
                + "lorawan,A84041FFFF000001,paka-reference/waste-container,bin-3,,komunala,open,,,\n");
        assertEquals(1, list.rows().size());
        assertEquals("Zabojnik \"Šalek\", č", list.rows().get(0).fields().get("name"));
        assertEquals(
                "[line 3 column address: is \"A84041\", expected a DevEUI of 16 hex digits, line 5 column consent: is empty,"
                        + " line 6 column address: lorawan:A84041FFFF000001 stands in the list twice]",
                list.problems().toString());
    }

    @Test
    void semicolonsAndAByteOrderMarkAreUnderstood() throws IOException {
        Path file = dir.resolve("list.csv");
        Files.write(
                file,
                ("\ufeff" + HEADER.replace(',', ';') + "coap;air-1;v/m;a-1;Žalec;mov;none;46,3;15,1;\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        DeviceList list = DeviceList.parse(file);
        assertEquals("46,3", list.rows().get(0).fields().get("lat"));
    }

    @Test
    void whatCannotBeAListIsRefused() throws IOException {
        assertThrows(IOException.class, () -> DeviceList.parse(""));
        assertTrue(assertThrows(IOException.class, () -> DeviceList.parse("foo,bar\n"))
                .getMessage()
                .contains("column foo"));
        assertTrue(assertThrows(IOException.class, () -> DeviceList.parse("transport,address\n"))
                .getMessage()
                .contains("column profile is missing"));
        assertThrows(IOException.class, () -> DeviceList.parse(HEADER + "\"open"));
        Path latin = dir.resolve("latin.csv");
        Files.write(latin, (HEADER + "coap,a,v/m,a,Žalec,m,none,,,\n").getBytes("windows-1250"));
        assertTrue(assertThrows(IOException.class, () -> DeviceList.parse(latin))
                .getMessage()
                .contains("UTF-8"));
    }

    @Test
    void lorawanDevicesByTheirOwnColumns() throws IOException {
        String key = "00112233445566778899aabbccddeeff";
        DeviceList list = DeviceList.parse("devEui,joinEui,appKey,profile,owner,name,lat,lon,qr\n"
                + "A84041FFFF000001,70B3D57ED0000001," + key + ",v/lamp,mov,lamp-1,46.3,15.1,\n"
                + "A84041FFFF000002,70B3D57ED0000001," + key + "00,v/lamp,mov,lamp-2,,,\n"
                + "A84041FFFF000001,70B3D57ED0000001," + key + ",v/lamp,mov,lamp-3,,,\n"
                + ",," + key + ",v/lamp,mov,Svetilka 4,,,LW:D0:70B3D57ED0000001:A84041FFFF000004:42FFFF42:SX1\n"
                + ",," + key + ",v/lamp,mov,,,,LW:D0:70B3D57ED0:A84041FFFF000004:42FFFF42\n"
                + "A84041FFFF000006,," + key + ",v/lamp,mov,,,,\n");
        assertEquals(2, list.rows().size());
        var first = list.rows().get(0).fields();
        assertEquals("lorawan", first.get("transport"));
        assertEquals("a84041ffff000001", first.get("address"));
        assertEquals("lamp-1", first.get("asset"));
        assertEquals("none", first.get("consent"));
        assertEquals(key, first.get("lorawan.appKey"));
        assertEquals("a84041ffff000004", list.rows().get(1).fields().get("asset"));
        assertEquals(
                "[line 3 column appKey: expected 32 hex digits, line 4 column address: lorawan:a84041ffff000001 stands in the list"
                        + " twice, line 6 column qr: is not a code of TR005, expected LW:D0:<JoinEUI>:<DevEUI>:<ProfileID>,"
                        + " line 7 column joinEui: expected 16 hex digits]",
                list.problems().toString());
    }
}
