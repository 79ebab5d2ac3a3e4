package si.paka.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;

class DeviceFilterTest {
    private static Device device(String id, String name) {
        return new Device(
                new DeviceId(id),
                new DeviceAddress(Transport.LWM2M, id),
                new ProfileId("paka-reference/luminaire"),
                new AssetId(id),
                name,
                "velenje",
                "velenje",
                "municipal",
                new Consent(Consent.Scope.NONE, false, Instant.EPOCH, "test"),
                Optional.empty(),
                Map.of(),
                Instant.EPOCH,
                "test");
    }

    private static List<String> names(DeviceFilter filter, List<Device> devices) {
        return filter
                .apply(
                        devices,
                        d -> "Streetlight",
                        d -> Instant.ofEpochSecond(d.id().value().length()))
                .devices()
                .stream()
                .map(Device::name)
                .toList();
    }

    @Test
    void lampTwoComesBeforeLampTen() {
        List<Device> lamps = List.of(device("b", "Svetilka 10"), device("a", "Svetilka 2"), device("c", "Čakalnica"));
        assertEquals(
                List.of("Čakalnica", "Svetilka 2", "Svetilka 10"), names(new DeviceFilter("", "", "name", 1), lamps));
    }

    @Test
    void wordsAreFoundWithAndWithoutCaronsInAnyOrder() {
        List<Device> some = List.of(device("a", "Zabojnik Šoštanj"), device("b", "Zabojnik Velenje"));
        assertEquals(List.of("Zabojnik Šoštanj"), names(new DeviceFilter(" sostanj ZABOJNIK", "", "", 1), some));
        assertEquals(List.of("Zabojnik Šoštanj"), names(new DeviceFilter("šošt", "", "", 1), some));
        assertEquals(List.of(), names(new DeviceFilter("celje", "", "", 1), some));
        assertEquals(List.of(), names(new DeviceFilter("", "ParkingSpot", "", 1), some));
    }

    @Test
    void thoseUnheardLongestComeFirst() {
        List<Device> some = List.of(device("bbb", "A"), device("a", "C"), device("bb", "B"));
        assertEquals(List.of("C", "B", "A"), names(new DeviceFilter("", "", "seen", 1), some));
    }

    @Test
    void twoThousandDevicesAreHundredPagesAndNoneIsBeyond() {
        List<Device> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(device("d" + i, "Lamp " + i));
        }
        DeviceFilter.Found last = new DeviceFilter("", "", "", 99_999).apply(many, d -> "", d -> Instant.EPOCH);
        assertEquals(100, last.page());
        assertEquals("Lamp 1999", last.devices().get(19).name());
        assertEquals(2_000, last.total());
    }
}
