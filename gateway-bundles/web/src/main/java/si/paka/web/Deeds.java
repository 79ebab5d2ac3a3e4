package si.paka.web;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceId;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.OperatorOverride;
import si.paka.model.device.Device;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.InvalidDeviceException;

/** What people and machines do to the cabinet, the same from the page and through the API: who may, then the deed. */
public final class Deeds {
    private final Ports ports;

    public Deeds(Ports ports) {
        this.ports = ports;
    }

    /** @throws Problem 403 if the role is none of these */
    public static void require(Principal who, Set<Role> roles) {
        if (!roles.contains(who.role())) {
            throw new Problem(403, "role " + who.role() + " may not do this, expected one of " + new TreeSet<>(roles));
        }
    }

    /** An override by device or asset, in percent. */
    public OperatorOverride override(Principal who, String target, int percent, String reason, Instant expiresAt) {
        require(who, Permissions.INTERVENE);
        Device device = new Sight(ports, who)
                .find(target)
                .orElseThrow(() -> new Problem(404, "target is \"" + target + "\", expected a device or its asset"));
        Instant latest = Instant.now(ports.clock()).plus(Permissions.TECHNICIANS_OVERRIDE);
        if (who.role() == Role.TECHNICIAN && expiresAt.isAfter(latest)) {
            throw new Problem(403, "a technician's override lasts at most 4 h; ask an operator for a longer one");
        }
        return Waiting.await(
                ports.overrides().set(device.id(), new DimmingLevel(percent), who.name(), reason, expiresAt));
    }

    public void clearOverride(Principal who, String target) {
        require(who, Permissions.INTERVENE);
        Sight sight = new Sight(ports, who);
        DeviceId id = sight.find(target).map(Device::id).orElseGet(() -> new DeviceId(target));
        if (!sight.sees(id) || !Waiting.await(ports.overrides().clear(id, who.name()))) {
            throw new Problem(404, "there is no override on \"" + target + "\"");
        }
    }

    public void acknowledge(Principal who, String alarm) {
        require(who, Permissions.ACKNOWLEDGE);
        Sight sight = new Sight(ports, who);
        boolean seen = ports.alarms().list().stream()
                .anyMatch(one -> one.id().equals(alarm) && sight.seesSubject(one.subject()));
        if (!seen || !Waiting.await(ports.alarms().acknowledge(alarm, who.name()))) {
            throw new Problem(404, "there is no alarm \"" + alarm + "\"");
        }
    }

    /** Approves a device that waits. */
    public void approveWaiting(Principal who, String address, Map<String, String> fields)
            throws InvalidDeviceException {
        WaitingDevice device = waiting(address);
        fields.put("transport", device.address().transport().name());
        fields.put("address", device.address().value());
        fields.putIfAbsent("id", device.address().value());
        Waiting.await(approve(who, fields));
    }

    /** @throws Problem 404 if none waits under this address */
    public WaitingDevice waiting(String address) {
        return ports.register().listWaiting().stream()
                .filter(device -> device.address().value().equals(address))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "there is no device \"" + address + "\""));
    }

    /** Approves a new device, or changes one; the future completes when it is on disk. */
    public CompletableFuture<Void> approve(Principal who, Map<String, String> fields) throws InvalidDeviceException {
        require(who, Permissions.ONBOARD);
        boolean changes = known(fields);
        if (changes && !Permissions.REGISTER.contains(who.role())) {
            throw new Problem(
                    403,
                    "this device is approved already; role " + who.role() + " may approve new ones, not change them");
        }
        String owner = fields.getOrDefault("owner", "");
        if (!who.scope().isEmpty() && (!owner.equals(who.scope()) || changes && !seesKnown(who, fields))) {
            throw new Problem(403, "owner is \"" + owner + "\", expected " + who.scope() + " with this token");
        }
        return DeviceForm.approve(ports, fields, who.name());
    }

    private boolean known(Map<String, String> fields) {
        return ports.register().list().stream().anyMatch(device -> isThis(device, fields));
    }

    private boolean seesKnown(Principal who, Map<String, String> fields) {
        Sight sight = new Sight(ports, who);
        return ports.register().list().stream()
                .filter(device -> isThis(device, fields))
                .allMatch(sight::sees);
    }

    private static boolean isThis(Device device, Map<String, String> fields) {
        String id = fields.getOrDefault("id", "").strip();
        String address = fields.getOrDefault("address", "").strip();
        return device.id().value().equals(id)
                || device.address().value().equalsIgnoreCase(address)
                        && device.address()
                                .transport()
                                .name()
                                .equals(fields.getOrDefault("transport", "").toUpperCase(Locale.ROOT));
    }
}
