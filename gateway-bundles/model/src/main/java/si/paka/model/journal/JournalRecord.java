package si.paka.model.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import si.paka.model.AssetId;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.Observation;
import si.paka.model.decision.Decision;

/** What the journal keeps. Only {@code core} appends. */
public sealed interface JournalRecord {
    JournalStream stream();

    /** A device message, before anything is made of it. */
    record Accepted(DeviceMessage message) implements JournalRecord {
        @Override
        public JournalStream stream() {
            return JournalStream.TELEMETRY;
        }
    }

    /**
     * What was made of one accepted message.
     *
     * @param message position of its {@link Accepted} record
     * @param open whether consent was open when it was made
     * @param raw whether the raw payload may go out too
     * @param sequences the {@code uplinkSequence} given to it for each target; empty without consent
     */
    record Observed(
            long message,
            DeviceId device,
            AssetId asset,
            String entityType,
            Instant receivedAt,
            List<Observation> observations,
            boolean open,
            boolean raw,
            Map<String, Long> sequences)
            implements JournalRecord {
        public Observed {
            observations = List.copyOf(observations);
            sequences = Map.copyOf(sequences);
        }

        @Override
        public JournalStream stream() {
            return JournalStream.TELEMETRY;
        }
    }

    /** An accepted message that could not be decoded, or was not worth it. */
    record Rejected(long message, String code, String reason) implements JournalRecord {
        @Override
        public JournalStream stream() {
            return JournalStream.TELEMETRY;
        }
    }

    record Decided(Decision decision) implements JournalRecord {
        @Override
        public JournalStream stream() {
            return JournalStream.LEDGER;
        }
    }

    /** Who did what, and what came of it; never a secret. */
    record Audited(Instant at, String who, String action, String target, String detail) implements JournalRecord {
        @Override
        public JournalStream stream() {
            return JournalStream.LEDGER;
        }
    }

    /**
     * An event for people and the platform: alarms, operator actions, security.
     *
     * @param severity {@code info}, {@code warning} or {@code critical}
     * @param kind e.g. {@code device-silent}; {@code [a-z-]+}
     * @param subject device id or empty
     * @param detail further facts as JSON values by name
     */
    record Raised(Instant at, String severity, String kind, String subject, String text, Map<String, String> detail)
            implements JournalRecord {
        public Raised {
            detail = Map.copyOf(detail);
        }

        @Override
        public JournalStream stream() {
            return JournalStream.LEDGER;
        }
    }
}
