package si.paka.adapter.lorawan.chirpstack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedDevice;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedGroup;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.model.access.LorawanKeys;

class ComparisonTest {
    private static final String EUI = "a84041ffff000017";
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final DeviceProfile PROFILE = DeviceProfile.newBuilder()
            .setName("Paka v/m")
            .setSupportsClassC(true)
            .build();
    private static final GroupKeys GROUP = new GroupKeys("s1", "01020304", KEY, KEY, 3, 869_525_000);
    private static final WantedDevice DEVICE = new WantedDevice(
            EUI,
            "Svetilka",
            "Paka v/m",
            Map.of("paka-asset", "lamp-1"),
            Optional.of(new LorawanKeys.Otaa(
                    "70b3d57ed0000001", java.util.HexFormat.of().parseHex(KEY))));

    private static final Wanted WANTED = new Wanted(
            "app",
            Map.of("Paka v/m", PROFILE),
            List.of(DEVICE),
            List.of(new WantedGroup("paka-c-s1", GROUP, Set.of(EUI))));

    private static Present present(
            Map<String, DeviceProfileListItem> profiles,
            Map<String, DeviceListItem> devices,
            Map<String, String> keys,
            Map<String, MulticastGroup> groups,
            Map<String, Set<String>> members) {
        return new Present("t", "a", profiles, devices, keys, groups, members);
    }

    private static DeviceListItem device(String name, String asset) {
        return DeviceListItem.newBuilder()
                .setDevEui(EUI)
                .setName(name)
                .putTags("paka-asset", asset)
                .putTags("operators-own", "x")
                .build();
    }

    private static MulticastGroup.Builder group() {
        return MulticastGroup.newBuilder()
                .setName("paka-c-s1")
                .setMcAddr("01020304")
                .setMcNwkSKey(KEY)
                .setMcAppSKey(KEY)
                .setDr(3)
                .setFrequency(869_525_000);
    }

    private static List<String> differences(Present present) {
        return Comparison.of(WANTED, present).stream().map(Difference::toString).toList();
    }

    @Test
    void anEmptyServerLacksEverythingInTheOrderInWhichItIsMade() {
        Present empty = new Present("t", "", Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        assertEquals(
                List.of(
                        "APPLICATION_MISSING app",
                        "PROFILE_MISSING Paka v/m",
                        "DEVICE_MISSING " + EUI + ": Svetilka, Paka v/m",
                        "GROUP_MISSING paka-c-s1: 1 members"),
                differences(empty));
    }

    @Test
    void aServerThatAgreesHasNoDifferences() {
        DeviceProfileListItem profile = DeviceProfileListItem.newBuilder()
                .setName("Paka v/m")
                .setSupportsClassC(true)
                .build();
        assertEquals(
                List.of(),
                differences(present(
                        Map.of("Paka v/m", profile),
                        Map.of(EUI, device("Svetilka", "lamp-1")),
                        Map.of(EUI, KEY.toUpperCase(java.util.Locale.ROOT)),
                        Map.of("paka-c-s1", group().build()),
                        Map.of("paka-c-s1", Set.of(EUI)))));
    }

    @Test
    void anOperatorsOwnProfileIsLeftAlone() {
        List<String> found = differences(present(
                Map.of("operator's", DeviceProfileListItem.getDefaultInstance()),
                Map.of(EUI, device("Svetilka", "lamp-1")),
                Map.of(),
                Map.of("paka-c-s1", group().build()),
                Map.of("paka-c-s1", Set.of(EUI))));
        assertEquals(List.of(), found);
    }

    @Test
    void whatDiffersIsNamedAndNoKeyIsShown() {
        List<String> found = differences(present(
                Map.of(
                        "Paka v/m",
                        DeviceProfileListItem.newBuilder().setName("Paka v/m").build()),
                Map.of(
                        EUI,
                        device("old", "lamp-2"),
                        "ff",
                        DeviceListItem.newBuilder().setName("guest").build()),
                Map.of(EUI, "ffffffffffffffffffffffffffffffff"),
                Map.of("paka-c-s1", group().setDr(0).setMcAppSKey("ff").build()),
                Map.of("paka-c-s1", Set.of("ff"))));
        assertEquals(
                List.of(
                        "PROFILE_DIFFERS Paka v/m: class C is false, expected true",
                        "DEVICE_DIFFERS " + EUI
                                + ": name is old, expected Svetilka; tag paka-asset is lamp-2, expected lamp-1",
                        "KEYS_DIFFER " + EUI + ": the server's root key is another one",
                        "GROUP_DIFFERS paka-c-s1: data rate is 0, expected 3; its keys are others",
                        "MEMBER_MISSING paka-c-s1: " + EUI,
                        "MEMBER_SUPERFLUOUS paka-c-s1: ff",
                        "DEVICE_UNKNOWN ff: guest"),
                found);
        assertFalse(String.join("", found).contains(KEY));
    }

    @Test
    void aDeviceWithoutKeysAtTheServerLacksThem() {
        assertEquals(
                "KEYS_MISSING " + EUI,
                differences(present(
                                Map.of(),
                                Map.of(EUI, device("Svetilka", "lamp-1")),
                                Map.of(EUI, ""),
                                Map.of("paka-c-s1", group().build()),
                                Map.of("paka-c-s1", Set.of(EUI))))
                        .get(0));
    }
}
