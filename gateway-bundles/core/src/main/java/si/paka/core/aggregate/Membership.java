package si.paka.core.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.device.Device;

/**
 * Which devices belong to which aggregate: those whose {@code refParkingSite}, {@code refParkingGroup} or
 * {@code refStreetlightGroup} is its asset, by asset id or URN, and those that it lists itself as {@code members}. Made anew when
 * the register changes.
 *
 * @param members by aggregate
 * @param aggregates by member
 */
record Membership(Map<Device, List<Device>> members, Map<DeviceId, List<Device>> aggregates) {
    static final String LISTED = "members";
    private static final Set<String> RELATIONS = Set.of("refParkingSite", "refParkingGroup", "refStreetlightGroup");

    static Membership of(List<Device> devices) {
        Map<Device, List<Device>> members = new HashMap<>();
        Map<DeviceId, List<Device>> aggregates = new HashMap<>();
        for (Device aggregate : devices) {
            if (aggregate.address().transport() == Transport.DERIVED) {
                Set<String> listed = listed(aggregate);
                List<Device> own = new ArrayList<>();
                for (Device device : devices) {
                    if (device.address().transport() != Transport.DERIVED && isMember(device, aggregate, listed)) {
                        own.add(device);
                        aggregates
                                .computeIfAbsent(device.id(), id -> new ArrayList<>())
                                .add(aggregate);
                    }
                }
                members.put(aggregate, own);
            }
        }
        return new Membership(members, aggregates);
    }

    private static Set<String> listed(Device aggregate) {
        return Arrays.stream(aggregate.attributes().getOrDefault(LISTED, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isMember(Device device, Device aggregate, Set<String> listed) {
        if (listed.contains(device.id().value())
                || listed.contains(device.asset().value())) {
            return true;
        }
        String asset = aggregate.asset().value();
        return RELATIONS.stream()
                .map(relation -> device.attributes().getOrDefault(relation, ""))
                .flatMap(targets -> Arrays.stream(targets.split(",")))
                .map(String::strip)
                .anyMatch(target -> target.equals(asset) || target.endsWith(":" + asset));
    }
}
