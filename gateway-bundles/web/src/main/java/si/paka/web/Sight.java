package si.paka.web;

import java.util.Optional;
import si.paka.model.AssetId;
import si.paka.model.DeviceId;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.device.Device;

/** What somebody gets to see: an owner, and whoever has a scope, the devices of that owner and what concerns them; others all. */
public record Sight(Ports ports, Principal who) {
    /** Whether there is anything that is not seen. */
    public boolean isBound() {
        return who.role() == Role.OWNER || !who.scope().isEmpty();
    }

    public boolean sees(Device device) {
        return !isBound() || device.owner().equals(who.scope().isEmpty() ? who.name() : who.scope());
    }

    /** Whether a device that may be gone meanwhile is seen. */
    public boolean sees(DeviceId id) {
        return !isBound() || ports.register().find(id).filter(this::sees).isPresent();
    }

    /** The device of this id, or the one on the asset of this name. */
    public Optional<Device> find(String name) {
        try {
            Optional<Device> device = ports.register().find(new DeviceId(name));
            if (device.isPresent()) {
                return device.filter(this::sees);
            }
            AssetId asset = new AssetId(name);
            return ports.register().list().stream()
                    .filter(one -> one.asset().equals(asset))
                    .filter(this::sees)
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not the shape of a name
        }
    }

    /** Whether the subject of an alarm is seen; an empty subject is the cabinet itself. */
    public boolean seesSubject(String subject) {
        return !isBound() || find(subject).isPresent();
    }
}
