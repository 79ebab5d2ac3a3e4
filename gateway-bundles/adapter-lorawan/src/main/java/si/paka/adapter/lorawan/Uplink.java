package si.paka.adapter.lorawan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Application data of a device, once, however many concentrators heard it.
 *
 * @param devEui 16 hex digits in lower case
 * @param messageId the same for every repetition of this frame, different for every other frame of the device, also after a new
 *     join; at most 64 characters
 * @param hint what its network server calls it; shown while it waits for approval; may be empty
 * @param receivedAt when the cabinet had the first reception
 * @param fCnt full 32-bit frame counter
 * @param fPort 1..255
 * @param payload decrypted; handed over, nobody changes it
 * @param confirmed whether the device asked for an acknowledgement
 * @param channel data rate, frequency, airtime
 * @param receptions of all concentrators, in the order they came; empty if the server did not tell
 */
public record Uplink(
        String devEui,
        String messageId,
        String hint,
        Instant receivedAt,
        long fCnt,
        int fPort,
        byte[] payload,
        boolean confirmed,
        RadioChannel channel,
        List<Reception> receptions) {
    public Uplink {
        requireNonNull(devEui, "devEui is null");
        requireNonNull(messageId, "messageId is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(channel, "channel is null");
        receptions = List.copyOf(receptions);
    }
}
