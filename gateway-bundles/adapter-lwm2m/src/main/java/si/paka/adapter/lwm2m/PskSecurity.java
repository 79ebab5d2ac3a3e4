package si.paka.adapter.lwm2m;

import org.eclipse.leshan.core.peer.OscoreIdentity;
import org.eclipse.leshan.servers.security.SecurityInfo;
import org.eclipse.leshan.servers.security.SecurityStore;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.access.Credentials;
import si.paka.model.device.Device;
import si.paka.model.port.DeviceRegister;

/**
 * Which client may speak under which DTLS identity: the credential's own device. A device that has a credential is refused on plain
 * CoAP, since Leshan asks by endpoint too.
 */
final class PskSecurity implements SecurityStore {
    private final Credentials credentials;
    private final DeviceRegister register;

    PskSecurity(Credentials credentials, DeviceRegister register) {
        this.credentials = credentials;
        this.register = register;
    }

    /** A key may be on record before the device is approved; it then belongs to the device id of the same name. */
    @Override
    public SecurityInfo getByEndpoint(String endpoint) {
        try {
            DeviceId device = register.find(new DeviceAddress(Transport.LWM2M, endpoint))
                    .map(Device::id)
                    .orElseGet(() -> new DeviceId(endpoint));
            return credentials.findPsk(device).map(psk -> info(endpoint, psk)).orElse(null);
        } catch (IllegalArgumentException e) {
            return null; // no device has such a name; the register refuses it later
        }
    }

    @Override
    public SecurityInfo getByIdentity(String identity) {
        return credentials
                .findPsk(identity)
                .map(psk -> info(endpoint(psk.device()), psk))
                .orElse(null);
    }

    private String endpoint(DeviceId device) {
        return register.find(device)
                .map(Device::address)
                .filter(address -> address.transport() == Transport.LWM2M)
                .map(DeviceAddress::value)
                .orElse(device.value());
    }

    private static SecurityInfo info(String endpoint, Credentials.Psk psk) {
        return SecurityInfo.newPreSharedKeyInfo(endpoint, psk.identity(), psk.key());
    }

    @Override
    public SecurityInfo getByOscoreIdentity(OscoreIdentity identity) {
        return null; // OSCORE is not offered
    }
}
