package si.paka.simulators.chirpstack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.Application;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceActivation;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceKeys;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupQueueItem;

/** What the stand-in holds. All access under its own lock. */
final class Store {
    /** A device with all that belongs to it. */
    static final class Node {
        Device device;
        DeviceKeys keys;
        DeviceActivation activation;
        final List<DeviceQueueItem> queue = new ArrayList<>();
        int counterUp;
        int counterDown;
        boolean heard;
    }

    /** A multicast group with members and queue. */
    static final class Group {
        MulticastGroup group;
        final Set<String> members = new LinkedHashSet<>();
        final List<MulticastGroupQueueItem> queue = new ArrayList<>();
    }

    final String tenant = UUID.randomUUID().toString();
    final Map<String, Application> applications = new LinkedHashMap<>();
    final Map<String, DeviceProfile> profiles = new LinkedHashMap<>();
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, GatewayListItem> gateways = new LinkedHashMap<>();

    Node node(String devEui) {
        Node node = nodes.get(Checks.eui(devEui));
        if (node == null) {
            throw Checks.notAllowed(); // a tenant's key can't tell "not there" from "not yours"
        }
        return node;
    }

    Group group(String id) {
        Group group = groups.get(Checks.uuid(id));
        if (group == null) {
            throw Checks.notAllowed();
        }
        return group;
    }

    Application application(String id) {
        Application application = applications.get(Checks.uuid(id));
        if (application == null) {
            throw Checks.notAllowed();
        }
        return application;
    }

    void tenant(String id) {
        if (!Checks.uuid(id).equals(tenant)) {
            throw Checks.notAllowed();
        }
    }

    boolean isClassC(Node node) {
        return profiles.get(node.device.getDeviceProfileId()).getSupportsClassC();
    }

    static <T> List<T> page(List<T> all, int offset, int limit) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + limit));
    }
}
