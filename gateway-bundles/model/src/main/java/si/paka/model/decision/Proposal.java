package si.paka.model.decision;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import si.paka.model.DeviceId;

/**
 * What a rule, a person, the platform or a neighbour wants of one actuator.
 *
 * @param reason for people, in English, e.g. {@code street empty for 2 min}
 * @param evidence ids of the observations it rests on
 * @param source who proposes: {@code rule:adaptive-dimming}, {@code user:ana}, {@code platform:dpv}
 * @param proposedAt since when it has been wanted; the older of two equals wins
 * @param expiresAt after which it no longer counts
 */
public record Proposal(
        DeviceId target,
        CommandValue value,
        Rank rank,
        String reason,
        List<String> evidence,
        String source,
        Instant proposedAt,
        Instant expiresAt) {
    public Proposal {
        requireNonNull(target, "target is null");
        requireNonNull(value, "value is null");
        requireNonNull(rank, "rank is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(source, "source is null");
        requireNonNull(proposedAt, "proposedAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        evidence = List.copyOf(evidence);
    }
}
