package si.paka.adapter.coap;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;

/**
 * A request that has the right form: whether its sender may speak is not yet known.
 *
 * @param port application port of a raw payload, 0 for none
 * @param identity the DTLS identity it came under, empty over plain CoAP
 */
record Post(
        DeviceAddress source,
        int port,
        PayloadFormat format,
        byte[] payload,
        Optional<String> identity,
        Instant receivedAt) {

    DeviceMessage message() {
        return new DeviceMessage(source, "", receivedAt, MessageKind.DATA, format, port, payload, Map.of());
    }
}
