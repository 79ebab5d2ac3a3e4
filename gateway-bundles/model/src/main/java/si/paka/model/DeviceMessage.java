package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What a device sent, still bytes. The array is handed over, not copied: nobody changes it afterwards.
 *
 * @param source who sent it
 * @param messageId the sender's or network server's own id of this message, by which a repetition is recognised; empty
 *     where the transport has none
 * @param receivedAt when the cabinet received it (UTC); also the clock that a payload codec sees
 * @param port the application port (LoRaWAN FPort 1..223), 0 where the transport has none
 * @param payload at most {@link #MAX_PAYLOAD} bytes
 * @param radio what the network said about the reception, e.g. {@code rssi} (dBm), {@code snr} (dB), {@code sf},
 *     {@code frequency} (Hz), {@code gateways}; few and short, since the journal keeps them
 */
public record DeviceMessage(
        DeviceAddress source,
        String messageId,
        Instant receivedAt,
        MessageKind kind,
        PayloadFormat format,
        int port,
        byte[] payload,
        Map<String, Double> radio) {

    public static final int MAX_PAYLOAD = 16 * 1024;

    public DeviceMessage {
        requireNonNull(source, "source is null");
        requireNonNull(messageId, "message id is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(format, "format is null");
        if (messageId.length() > 64) {
            throw new IllegalArgumentException("message id has " + messageId.length() + " characters, expected 0..64");
        }
        if (port < 0 || port > 255) {
            throw new IllegalArgumentException("port is " + port + ", expected 0..255");
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payload has " + payload.length + " bytes, expected at most " + MAX_PAYLOAD);
        }
        radio = Map.copyOf(radio);
    }
}
