package si.paka.adapter.coap;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.option.StringOption;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;

/** Reads {@code /d/<deviceId>[/<port>]}, Content-Format and payload of a request. */
final class PostReader {
    static final String ACCEPTED =
            "expected 110 (SenML JSON), 112 (SenML CBOR) or 42 (octet-stream, for profiles with a codec)";

    private PostReader() {}

    /** @throws RefusedException with the answer, if the request does not have the right form */
    static Post read(Request request, Instant receivedAt) throws RefusedException {
        List<StringOption> path = request.getOptions().getUriPath();
        if (path.size() < 2 || path.size() > 3) {
            throw refused(ResponseCode.NOT_FOUND, "expected /d/<deviceId> or /d/<deviceId>/<port>");
        }
        int port = path.size() == 3 ? port(path.get(2).getStringValue()) : 0;
        DeviceAddress source = source(path.get(1).getStringValue());
        PayloadFormat format = format(request);
        byte[] payload = request.getPayload();
        if (payload == null || payload.length == 0) {
            throw refused(ResponseCode.BAD_REQUEST, "no payload");
        }
        if (payload.length > DeviceMessage.MAX_PAYLOAD) {
            throw refused(ResponseCode.REQUEST_ENTITY_TOO_LARGE, "at most " + DeviceMessage.MAX_PAYLOAD + " bytes");
        }
        if (port != 0 && format != PayloadFormat.RAW) {
            throw refused(ResponseCode.BAD_REQUEST, "a port goes with Content-Format 42 only");
        }
        return new Post(source, port, format, payload, identity(request), receivedAt);
    }

    private static DeviceAddress source(String id) throws RefusedException {
        try {
            return new DeviceAddress(Transport.COAP, id);
        } catch (IllegalArgumentException e) {
            throw refused(ResponseCode.BAD_REQUEST, e.getMessage());
        }
    }

    private static int port(String text) throws RefusedException {
        int port = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 255) {
            throw refused(ResponseCode.NOT_FOUND, "port is not understood, expected 1..255");
        }
        return port;
    }

    private static PayloadFormat format(Request request) throws RefusedException {
        if (!request.getOptions().hasContentFormat()) {
            throw refused(ResponseCode.BAD_REQUEST, "no Content-Format, " + ACCEPTED);
        }
        int format = request.getOptions().getContentFormat();
        return switch (format) {
            case MediaTypeRegistry.APPLICATION_SENML_JSON -> PayloadFormat.SENML_JSON;
            case MediaTypeRegistry.APPLICATION_SENML_CBOR -> PayloadFormat.SENML_CBOR;
            case MediaTypeRegistry.APPLICATION_OCTET_STREAM -> PayloadFormat.RAW;
            default ->
                throw refused(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, "Content-Format is " + format + ", " + ACCEPTED);
        };
    }

    private static Optional<String> identity(Request request) {
        Principal principal = request.getSourceContext().getPeerIdentity();
        return principal instanceof PreSharedKeyIdentity psk ? Optional.of(psk.getIdentity()) : Optional.empty();
    }

    private static RefusedException refused(ResponseCode code, String diagnostic) {
        return new RefusedException(Answer.refused(code, diagnostic));
    }
}
