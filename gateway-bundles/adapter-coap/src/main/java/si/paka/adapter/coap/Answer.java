package si.paka.adapter.coap;

import java.util.OptionalInt;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import si.paka.model.DeviceMessage;

/**
 * What a device is told.
 *
 * @param diagnostic why, for whoever reads the device's log; empty if all went well
 * @param retryAfter seconds (Max-Age) after which trying again makes sense
 */
record Answer(ResponseCode code, String diagnostic, OptionalInt retryAfter) {
    private static final int DIAGNOSTIC_LENGTH = 200;

    static Answer changed() {
        return new Answer(ResponseCode.CHANGED, "", OptionalInt.empty());
    }

    static Answer refused(ResponseCode code, String diagnostic) {
        return new Answer(code, diagnostic, OptionalInt.empty());
    }

    static Answer later(String diagnostic, int seconds) {
        return new Answer(ResponseCode.SERVICE_UNAVAILABLE, diagnostic, OptionalInt.of(seconds));
    }

    Response response() {
        Response response = new Response(code);
        if (!diagnostic.isEmpty()) {
            response.setPayload(
                    diagnostic.length() > DIAGNOSTIC_LENGTH
                            ? diagnostic.substring(0, DIAGNOSTIC_LENGTH) + "…"
                            : diagnostic);
        }
        retryAfter.ifPresent(response.getOptions()::setMaxAge);
        if (code == ResponseCode.REQUEST_ENTITY_TOO_LARGE) {
            response.getOptions().setSize1(DeviceMessage.MAX_PAYLOAD);
        }
        return response;
    }
}
