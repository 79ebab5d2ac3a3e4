package si.paka.adapter.lorawan.chirpstack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.chirpstack.api.Burst.Item;
import si.paka.adapter.lorawan.chirpstack.api.Burst.Message;
import si.paka.adapter.lorawan.chirpstack.api.Burst.Split;
import si.paka.model.decision.Rank;

class BurstTest {
    private static final Map<String, Set<String>> STREET = Map.of("s1", Set.of("a", "b", "c"));

    private static Item item(String devEui, int level) {
        Downlink downlink = new Downlink(
                devEui + level,
                devEui,
                12,
                new byte[] {(byte) level},
                false,
                Rank.ENERGY_SAVING,
                "light",
                Instant.EPOCH.plusSeconds(30));
        return new Item(downlink, (step, detail, at) -> {});
    }

    private static Message told(int level) {
        return Message.of(item("x", level).downlink());
    }

    private static void assertSplit(int multicasts, int singles, Split split) {
        assertEquals(multicasts, split.multicasts().size(), "multicasts");
        assertEquals(singles, split.singles().size(), "singles");
    }

    @Test
    void aWholeStreetThatIsToldTheSameIsSwitchedAsOne() {
        assertSplit(1, 0, Burst.split(List.of(item("a", 30), item("b", 30), item("c", 30)), STREET, Map.of()));
    }

    @Test
    void oneLampThatIsToldOtherwiseKeepsTheStreetSingle() {
        assertSplit(0, 3, Burst.split(List.of(item("a", 30), item("b", 30), item("c", 100)), STREET, Map.of()));
    }

    @Test
    void aMemberThatIsNotToldNowMustHaveBeenToldTheSame() {
        List<Item> two = List.of(item("a", 30), item("b", 30));
        assertSplit(0, 2, Burst.split(two, STREET, Map.of()));
        assertSplit(0, 2, Burst.split(two, STREET, Map.of("c", told(80))));
        assertSplit(1, 0, Burst.split(two, STREET, Map.of("c", told(30))));
    }

    @Test
    void oneLampAloneIsNoStreet() {
        Map<String, Message> told = Map.of("b", told(30), "c", told(30));
        assertSplit(0, 1, Burst.split(List.of(item("a", 30)), STREET, told));
    }

    @Test
    void ofOneLampTheNewestCounts() {
        Split split =
                Burst.split(List.of(item("a", 100), item("a", 30), item("b", 30), item("c", 30)), STREET, Map.of());
        assertSplit(1, 1, split);
        assertEquals("a100", split.singles().get(0).downlink().id());
    }

    @Test
    void othersGoByThemselves() {
        assertSplit(
                1,
                1,
                Burst.split(List.of(item("a", 30), item("z", 30), item("b", 30), item("c", 30)), STREET, Map.of()));
    }
}
