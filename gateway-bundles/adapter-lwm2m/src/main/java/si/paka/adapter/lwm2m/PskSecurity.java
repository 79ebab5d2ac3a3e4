package si.paka.adapter.lwm2m;

import java.util.Optional;
import org.eclipse.leshan.core.peer.OscoreIdentity;
import org.eclipse.leshan.servers.security.SecurityInfo;
import org.eclipse.leshan.servers.security.SecurityStore;
import si.paka.model.DeviceId;
import si.paka.model.access.Credentials;

/**
 * Which client may speak under which DTLS identity: the credential's own device. A device that has a credential is refused on plain
 * CoAP, since Leshan asks by endpoint too.
 */
final class PskSecurity implements SecurityStore {
    private final Credentials credentials;

    PskSecurity(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public SecurityInfo getByEndpoint(String endpoint) {
        try {
            return info(credentials.findPsk(new DeviceId(endpoint)));
        } catch (IllegalArgumentException e) {
            return null; // no device has such a name; the register refuses it later
        }
    }

    @Override
    public SecurityInfo getByIdentity(String identity) {
        return info(credentials.findPsk(identity));
    }

    @Override
    public SecurityInfo getByOscoreIdentity(OscoreIdentity identity) {
        return null; // OSCORE is not offered
    }

    private static SecurityInfo info(Optional<Credentials.Psk> psk) {
        return psk.map(p -> SecurityInfo.newPreSharedKeyInfo(p.device().value(), p.identity(), p.key()))
                .orElse(null);
    }
}
