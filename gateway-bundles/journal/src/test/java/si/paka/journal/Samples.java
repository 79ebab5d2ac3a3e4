package si.paka.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.journal.JournalRecord;

/** Records as they come in the street. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-22T21:00:00.123456Z");
    static final DeviceId DEVICE = new DeviceId("a84041ffff000017");

    private Samples() {}

    static JournalRecord.Accepted accepted(int number) {
        return new JournalRecord.Accepted(new DeviceMessage(
                new DeviceAddress(Transport.LORAWAN, DEVICE.value()),
                new UUID(42, number).toString(),
                AT.plusSeconds(number),
                MessageKind.DATA,
                PayloadFormat.RAW,
                2,
                new byte[18],
                Map.of(
                        "rssi",
                        -97.0,
                        "snr",
                        7.2,
                        "sf",
                        7.0,
                        "frequency",
                        868_500_000.0,
                        "gateways",
                        2.0,
                        "fCnt",
                        117.0)));
    }

    static JournalRecord.Observed observed(long message, Instant at) {
        return new JournalRecord.Observed(
                message,
                DEVICE,
                new AssetId("kontejner-17"),
                "WasteContainer",
                at,
                List.of(
                        observation("fillLevel", Value.of(0.62), at, message),
                        observation("temperature", Value.of(-3.7), at, message),
                        observation("tilt", Value.of(true), at, message),
                        observation("batteryLevel", Value.of(0.91), at, message),
                        observation(
                                "opombà-č".replaceAll("[^a-z-]", "x"),
                                Value.of("žlička"),
                                at.minusSeconds(5),
                                message)),
                true,
                false,
                Map.of("dpv", 123_456L));
    }

    private static Observation observation(String property, Value value, Instant at, long message) {
        return new Observation(DEVICE, new Property(property), value, at, Quality.GOOD, message);
    }

    static JournalRecord.Decided decided() {
        Proposal winner = proposal(100, Rank.ROAD_USER_SAFETY);
        return new JournalRecord.Decided(
                new Decision(DEVICE, AT, winner, List.of(proposal(30, Rank.ENERGY_SAVING)), new DimmingLevel(100), ""));
    }

    private static Proposal proposal(int level, Rank rank) {
        return new Proposal(
                DEVICE,
                new DimmingLevel(level),
                rank,
                "pešec",
                List.of("17:presence"),
                "rule:x",
                AT,
                AT.plusSeconds(60));
    }

    static JournalRecord.Audited audited() {
        return new JournalRecord.Audited(AT, "žan", "override-set", "lamp-1", "40 % — čiščenje");
    }

    static JournalRecord.Raised raised() {
        return new JournalRecord.Raised(AT, "warning", "device-silent", "lamp-1", "molči", Map.of("a", "b"));
    }
}
