package si.paka.model.device;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a device's owner lets be published, since when, and who said so (requirement N-15).
 *
 * @param raw whether payload and decoded source values may go out too
 */
public record Consent(Scope scope, boolean raw, Instant since, String by) {
    /** How far data may travel. */
    public enum Scope {
        /** Nothing leaves the cabinet. */
        NONE,
        /** To the town's platform. */
        INTERNAL,
        /** To the platform and as open data. */
        OPEN
    }

    public Consent {
        requireNonNull(scope, "scope is null");
        requireNonNull(since, "since is null");
        requireNonNull(by, "by is null");
    }
}
