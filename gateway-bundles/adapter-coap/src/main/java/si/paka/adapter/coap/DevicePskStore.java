package si.paka.adapter.coap;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.PskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import si.paka.model.access.Credentials;

/** Gives Scandium the key of a device that opens a DTLS session. Asked by Scandium's threads. */
final class DevicePskStore implements PskStore {
    private final Credentials credentials;
    private final CoapCounters counters;

    DevicePskStore(Credentials credentials, CoapCounters counters) {
        this.credentials = credentials;
        this.counters = counters;
    }

    @Override
    public boolean hasEcdhePskSupported() {
        return true;
    }

    @Override
    public PskSecretResult requestPskSecretResult(
            ConnectionId connection,
            ServerNames serverNames,
            PskPublicInformation identity,
            String hmacAlgorithm,
            SecretKey otherSecret,
            byte[] seed,
            boolean useExtendedMasterSecret) {
        Optional<Credentials.Psk> found = identity.isCompliantEncoding()
                ? credentials.findPsk(identity.getPublicInfoAsString())
                : Optional.empty();
        if (found.isEmpty()) {
            counters.unknownIdentity();
            return new PskSecretResult(connection, identity);
        }
        return new PskSecretResult(
                connection, identity, SecretUtil.create(found.get().key(), "PSK"), false, false);
    }

    /** The gateway opens no sessions itself. */
    @Override
    public PskPublicInformation getIdentity(InetSocketAddress peer, ServerNames virtualHost) {
        return null;
    }

    @Override
    public void setResultHandler(HandshakeResultHandler resultHandler) {
        // answers are given at once
    }
}
