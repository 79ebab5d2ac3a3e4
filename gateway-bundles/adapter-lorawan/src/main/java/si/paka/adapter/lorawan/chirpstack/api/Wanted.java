package si.paka.adapter.lorawan.chirpstack.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.model.access.LorawanKeys;

/**
 * How the server should look by the cabinet's register.
 *
 * @param application UUID or name
 * @param profiles by name, without ids
 */
record Wanted(
        String application, Map<String, DeviceProfile> profiles, List<WantedDevice> devices, List<WantedGroup> groups) {
    Wanted {
        profiles = Map.copyOf(profiles);
        devices = List.copyOf(devices);
        groups = List.copyOf(groups);
    }

    /**
     * @param profile name of a wanted profile
     * @param tags those that Paka writes; others on the server are left alone
     */
    record WantedDevice(
            String devEui, String name, String profile, Map<String, String> tags, Optional<LorawanKeys> secret) {
        WantedDevice {
            tags = Map.copyOf(tags);
        }
    }

    /** A street's multicast group. @param members DevEUIs */
    record WantedGroup(String name, GroupKeys keys, Set<String> members) {
        WantedGroup {
            members = Set.copyOf(members);
        }
    }
}
