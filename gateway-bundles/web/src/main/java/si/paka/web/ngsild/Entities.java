package si.paka.web.ngsild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import si.paka.model.DeviceTwin;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.port.Alarms;
import si.paka.web.Ports;

/**
 * The entities that somebody may see. Without a login: what is open data. An owner: all of its own. Others: what its owner lets
 * out, within their scope. Standing alarms are {@code Alert}s, for whoever is logged in and may see the device; those of the
 * cabinet itself are not for owners.
 */
final class Entities {
    private static final String ALERT = "Alert";

    private final Ports ports;
    private final Optional<Principal> who;

    /** An entity, made only when it is asked for. */
    record Item(String id, String type, Supplier<byte[]> made) {
        ObjectNode make() {
            return EntityForm.read(made.get());
        }
    }

    /** @param total how many there are in all */
    record Page(List<ObjectNode> entities, int total) {}

    Entities(Ports ports, Optional<Principal> who) {
        this.ports = ports;
        this.who = who;
    }

    Page find(EntityQuery query) {
        List<Item> items = list().stream()
                .filter(item -> query.asks(item.type(), item.id()))
                .toList();
        if (query.attributes().isEmpty()) {
            return new Page(
                    items.stream()
                            .skip(query.offset())
                            .limit(query.limit())
                            .map(Item::make)
                            .toList(),
                    items.size());
        }
        List<ObjectNode> having = items.stream()
                .map(Item::make)
                .filter(entity -> EntityForm.hasOneOf(entity, query.attributes()))
                .map(entity -> EntityForm.only(entity, query.attributes()))
                .toList();
        return new Page(
                having.stream().skip(query.offset()).limit(query.limit()).toList(), having.size());
    }

    /** All, ordered by id. */
    List<Item> list() {
        List<Item> items = new ArrayList<>();
        for (Device device : ports.register().list()) {
            if (isVisible(device)) {
                ports.profiles()
                        .find(device.profile())
                        .ifPresent(profile -> items.add(new Item(
                                ports.entities().entityId(town(), device), profile.entityType(), () -> made(device))));
            }
        }
        if (who.isPresent()) {
            Map<String, Device> devices = new HashMap<>();
            ports.register().list().forEach(device -> devices.put(device.id().value(), device));
            ports.alarms().list().forEach(alarm -> add(alarm, devices, items));
        }
        items.sort(Comparator.comparing(Item::id));
        return items;
    }

    private String town() {
        return ports.cabinet().town();
    }

    private byte[] made(Device device) {
        Optional<DeviceTwin> twin = ports.twins().find(device.id());
        return ports.entities()
                .toEntity(
                        town(),
                        device,
                        twin.map(one -> List.copyOf(one.latest().values())).orElse(List.of()),
                        twin.map(DeviceTwin::lastSeen).orElse(device.approvedAt()),
                        OptionalLong.empty());
    }

    private void add(Alarms.Alarm alarm, Map<String, Device> devices, List<Item> items) {
        Optional<Device> device = Optional.ofNullable(devices.get(alarm.subject()));
        boolean visible = device.map(this::isVisible)
                .orElse(who.orElseThrow().role() != Role.OWNER
                        && who.orElseThrow().scope().isEmpty());
        if (visible) {
            items.add(new Item(
                    "urn:ngsi-ld:" + ALERT + ":" + town() + ":" + alarm.id(),
                    ALERT,
                    () -> ports.linkedData().toAlert(town(), alarm, device)));
        }
    }

    private boolean isVisible(Device device) {
        Consent.Scope consent = device.consent().scope();
        if (who.isEmpty()) {
            return consent == Consent.Scope.OPEN;
        }
        Principal asking = who.get();
        if (asking.role() == Role.OWNER) {
            return device.owner().equals(asking.scope().isEmpty() ? asking.name() : asking.scope());
        }
        return consent != Consent.Scope.NONE
                && (asking.scope().isEmpty() || device.owner().equals(asking.scope()));
    }
}
