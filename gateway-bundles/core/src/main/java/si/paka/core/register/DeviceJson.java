package si.paka.core.register;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;

/** A device as the register stores it. */
record DeviceJson(
        String id,
        Transport transport,
        String address,
        String profile,
        String asset,
        String name,
        String owner,
        String operator,
        String jurisdiction,
        Consent.Scope consent,
        boolean raw,
        Instant consentSince,
        String consentBy,
        Double latitude,
        Double longitude,
        Map<String, String> attributes,
        Instant approvedAt,
        String approvedBy) {

    static DeviceJson of(Device device) {
        return new DeviceJson(
                device.id().value(),
                device.address().transport(),
                device.address().value(),
                device.profile().value(),
                device.asset().value(),
                device.name(),
                device.owner(),
                device.operator(),
                device.jurisdiction(),
                device.consent().scope(),
                device.consent().raw(),
                device.consent().since(),
                device.consent().by(),
                device.location().map(Value.Place::latitude).orElse(null),
                device.location().map(Value.Place::longitude).orElse(null),
                device.attributes(),
                device.approvedAt(),
                device.approvedBy());
    }

    Device toDevice() {
        return new Device(
                new DeviceId(id),
                new DeviceAddress(transport, address),
                new ProfileId(profile),
                new AssetId(asset),
                name,
                owner,
                operator,
                jurisdiction,
                new Consent(consent, raw, consentSince, consentBy),
                latitude == null || longitude == null
                        ? Optional.empty()
                        : Optional.of(new Value.Place(latitude, longitude)),
                attributes,
                approvedAt,
                approvedBy);
    }
}
