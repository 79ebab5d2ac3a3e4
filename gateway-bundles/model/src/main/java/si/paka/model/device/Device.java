package si.paka.model.device;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Value;

/**
 * An approved device as the register knows it. Everything a profile's entity needs and no sensor measures (location,
 * category, parking site) is here.
 *
 * @param operator who may run it; the owner where nobody else was named
 * @param jurisdiction {@code municipal} or {@code state}
 * @param attributes fixed entity attributes by name, e.g. {@code refParkingSite}; a list is written with commas
 */
public record Device(
        DeviceId id,
        DeviceAddress address,
        ProfileId profile,
        AssetId asset,
        String name,
        String owner,
        String operator,
        String jurisdiction,
        Consent consent,
        Optional<Value.Place> location,
        Map<String, String> attributes,
        Instant approvedAt,
        String approvedBy) {
    public Device {
        requireNonNull(id, "id is null");
        requireNonNull(address, "address is null");
        requireNonNull(profile, "profile is null");
        requireNonNull(asset, "asset is null");
        requireNonNull(name, "name is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(operator, "operator is null");
        requireNonNull(consent, "consent is null");
        requireNonNull(location, "location is null");
        attributes = Map.copyOf(attributes);
        if (!jurisdiction.equals("municipal") && !jurisdiction.equals("state")) {
            throw new IllegalArgumentException("jurisdiction is \"" + jurisdiction + "\", expected municipal or state");
        }
    }
}
