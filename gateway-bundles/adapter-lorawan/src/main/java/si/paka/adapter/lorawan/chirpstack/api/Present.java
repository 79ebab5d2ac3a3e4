package si.paka.adapter.lorawan.chirpstack.api;

import java.util.Map;
import java.util.Set;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;

/**
 * How the server looks now.
 *
 * @param tenant UUID, empty if it is not known
 * @param application UUID, empty if there is none yet
 * @param profiles by name
 * @param devices of the application, by DevEUI
 * @param keys of the devices that were asked for, by DevEUI: the root key in hex, empty if the server has none
 * @param groups of the application that bear our prefix, by name
 * @param members DevEUIs by group name
 */
record Present(
        String tenant,
        String application,
        Map<String, DeviceProfileListItem> profiles,
        Map<String, DeviceListItem> devices,
        Map<String, String> keys,
        Map<String, MulticastGroup> groups,
        Map<String, Set<String>> members) {
    Present {
        profiles = Map.copyOf(profiles);
        devices = Map.copyOf(devices);
        keys = Map.copyOf(keys);
        groups = Map.copyOf(groups);
        members = Map.copyOf(members);
    }

    @Override
    public String toString() { // keys never in a text
        return "Present[" + devices.size() + " devices]";
    }
}
