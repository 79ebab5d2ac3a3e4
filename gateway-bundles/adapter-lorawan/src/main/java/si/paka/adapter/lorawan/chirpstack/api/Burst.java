package si.paka.adapter.lorawan.chirpstack.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;

/**
 * Downlinks that came together, and which of them can go to whole groups: a pure decision. A group is used if each of its members either
 * is to be told the same now or was last told the same; nobody else may hear it.
 */
final class Burst {
    /** Below this a multicast saves no air. */
    static final int FEWEST = 2;

    /** One downlink with who waits for it. */
    record Item(Downlink downlink, DownlinkProgress progress) {}

    /** What a payload says, comparable. */
    record Message(String subject, int fPort, String payload) {
        static Message of(Downlink downlink) {
            return new Message(downlink.subject(), downlink.fPort(), Arrays.toString(downlink.payload()));
        }
    }

    /** One multicast that stands for several downlinks. */
    record Multicast(String group, List<Item> items) {}

    /** What goes to groups, and what to single devices. */
    record Split(List<Multicast> multicasts, List<Item> singles) {}

    private Burst() {}

    /**
     * @param groups members' DevEUIs by group name
     * @param lastTold what each device was told last
     */
    static Split split(List<Item> items, Map<String, Set<String>> groups, Map<String, Message> lastTold) {
        Map<String, Item> newest = new HashMap<>();
        items.forEach(item -> newest.put(item.downlink().devEui(), item));
        List<Item> singles = new ArrayList<>(items);
        List<Multicast> multicasts = new ArrayList<>();
        groups.forEach((name, members) -> {
            List<Item> mine = singles.stream()
                    .filter(item -> members.contains(item.downlink().devEui())
                            && newest.get(item.downlink().devEui()) == item)
                    .toList();
            if (mine.size() >= FEWEST && agree(mine, members, lastTold)) {
                singles.removeAll(mine);
                multicasts.add(new Multicast(name, mine));
            }
        });
        return new Split(multicasts, singles);
    }

    private static boolean agree(List<Item> mine, Set<String> members, Map<String, Message> lastTold) {
        Message first = Message.of(mine.get(0).downlink());
        Set<String> silent = new HashSet<>(members);
        for (Item item : mine) {
            if (!Message.of(item.downlink()).equals(first)) {
                return false;
            }
            silent.remove(item.downlink().devEui());
        }
        return silent.stream().allMatch(devEui -> first.equals(lastTold.get(devEui)));
    }
}
