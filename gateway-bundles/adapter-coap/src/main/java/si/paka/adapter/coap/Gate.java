package si.paka.adapter.coap;

import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import si.paka.model.DeviceId;
import si.paka.model.PayloadFormat;
import si.paka.model.access.Credentials;
import si.paka.model.device.Device;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;

/**
 * Says who may speak as whom, and in which format. With DTLS the identity must belong to the device in the path; without it,
 * a device that has a key on record is not believed.
 */
final class Gate {
    private final Credentials credentials;
    private final DeviceRegister register;
    private final DeviceProfiles profiles;

    Gate(Credentials credentials, DeviceRegister register, DeviceProfiles profiles) {
        this.credentials = credentials;
        this.register = register;
        this.profiles = profiles;
    }

    /** @throws RefusedException with the answer, if it may not */
    void check(Post post) throws RefusedException {
        Optional<Device> device = register.find(post.source());
        DeviceId id = device.map(Device::id)
                .orElseGet(() -> new DeviceId(post.source().value()));
        if (post.identity().isPresent()) {
            checkIdentity(post.identity().get(), id);
        } else if (credentials.hasPsk(id)) {
            throw refused(ResponseCode.UNAUTHORIZED, "this device has a key: use coaps");
        }
        if (device.isPresent()) {
            checkFormat(post.format(), device.get());
        }
    }

    private void checkIdentity(String identity, DeviceId id) throws RefusedException {
        boolean own = credentials
                .findPsk(identity)
                .filter(psk -> psk.device().equals(id))
                .isPresent();
        if (!own) {
            throw refused(ResponseCode.UNAUTHORIZED, "this identity does not belong to the device in the path");
        }
    }

    private void checkFormat(PayloadFormat format, Device device) throws RefusedException {
        PayloadFormat expected =
                profiles.find(device.profile()).map(p -> p.payloadFormat()).orElse(format);
        boolean raw = expected == PayloadFormat.RAW;
        if (raw != (format == PayloadFormat.RAW)) {
            throw refused(
                    ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                    "profile " + device.profile() + " takes Content-Format " + (raw ? "42" : "110 or 112"));
        }
    }

    private static RefusedException refused(ResponseCode code, String diagnostic) {
        return new RefusedException(Answer.refused(code, diagnostic));
    }
}
