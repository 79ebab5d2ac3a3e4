package si.paka.adapter.lorawan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import si.paka.model.decision.Rank;

/**
 * Application data to a device.
 *
 * @param id unique; the command's
 * @param devEui 16 hex digits in lower case
 * @param fPort 1..223
 * @param payload at most 242 bytes; handed over, nobody changes it
 * @param confirmed whether the device has to acknowledge it
 * @param rank the stronger goes first
 * @param subject what it is about: a later one of the same subject replaces it, e.g. {@code light}; empty if nothing does
 * @param expiresAt after which it must not be transmitted
 */
public record Downlink(
        String id,
        String devEui,
        int fPort,
        byte[] payload,
        boolean confirmed,
        Rank rank,
        String subject,
        Instant expiresAt) {
    public Downlink {
        requireNonNull(id, "id is null");
        requireNonNull(devEui, "devEui is null");
        requireNonNull(rank, "rank is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(expiresAt, "expiresAt is null");
    }
}
