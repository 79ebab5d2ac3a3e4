package si.paka.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.journal.JournalRecord;

/**
 * Journal records as few bytes. Numbers of kinds and places in the tables are on disk: only ever append to them. Texts
 * that recur in every message are one byte by table.
 */
final class RecordCodec {
    static final int ACCEPTED = 1;
    static final int OBSERVED = 2;
    static final int REJECTED = 3;
    static final int DECIDED = 16;
    static final int AUDITED = 17;
    static final int RAISED = 18;
    static final int STATE = 32;
    static final int STATE_BEGINS = 33;

    /** Beside the quality in an observation's byte; older records have neither of the last two. */
    private static final int SAME_TIME = 1;

    private static final int DOUBTED = 0x40;
    private static final int SAID = 0x80;

    private static final List<String> COMMON = List.of(
            "rssi",
            "snr",
            "sf",
            "frequency",
            "dr",
            "fCnt",
            "gateways",
            "margin",
            "battery",
            "airtime",
            "temperature",
            "batteryLevel",
            "fillLevel",
            "tilt",
            "presence",
            "dimmingLevel",
            "powerState",
            "power",
            "energy",
            "fault",
            "occupancy",
            "pm25",
            "pm10",
            "no2",
            "o3",
            "humidity",
            "Streetlight",
            "WasteContainer",
            "ParkingSpot",
            "AirQualityObserved",
            "relativeHumidity");
    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
        for (int i = 0; i < COMMON.size(); i++) {
            PLACES.put(COMMON.get(i), i);
        }
    }

    private static final Transport[] TRANSPORTS = Transport.values();
    private static final PayloadFormat[] FORMATS = PayloadFormat.values();
    private static final Quality[] QUALITIES = Quality.values();

    private RecordCodec() {}

    static int kind(JournalRecord record) {
        if (record instanceof JournalRecord.Accepted) {
            return ACCEPTED;
        }
        if (record instanceof JournalRecord.Observed) {
            return OBSERVED;
        }
        if (record instanceof JournalRecord.Rejected) {
            return REJECTED;
        }
        if (record instanceof JournalRecord.Decided) {
            return DECIDED;
        }
        return record instanceof JournalRecord.Audited ? AUDITED : RAISED;
    }

    static void write(JournalRecord record, Bytes to) {
        if (record instanceof JournalRecord.Accepted accepted) {
            write(accepted.message(), to);
        } else if (record instanceof JournalRecord.Observed observed) {
            write(observed, to);
        } else if (record instanceof JournalRecord.Rejected rejected) {
            to.varint(rejected.message()).text(rejected.code()).text(rejected.reason());
        } else if (record instanceof JournalRecord.Decided decided) {
            write(decided.decision(), to);
        } else if (record instanceof JournalRecord.Audited audited) {
            instant(audited.at(), to);
            to.text(audited.who()).text(audited.action()).text(audited.target()).text(audited.detail());
        } else if (record instanceof JournalRecord.Raised raised) {
            instant(raised.at(), to);
            to.text(raised.severity())
                    .text(raised.kind())
                    .text(raised.subject())
                    .text(raised.text());
            texts(raised.detail(), to);
        }
    }

    /** Whether a kind is a record for readers, and not the journal's own. */
    static boolean isRecord(int kind) {
        return kind < STATE;
    }

    /** @throws UnreadableRecordException if the bytes are not a record of that kind */
    static JournalRecord read(int kind, Bytes.Reader from) {
        try {
            return readKind(kind, from);
        } catch (RuntimeException e) { // whatever a constructor or a table finds wrong with them
            throw new UnreadableRecordException("it is no record of kind " + kind + ": " + e.getMessage(), e);
        }
    }

    private static JournalRecord readKind(int kind, Bytes.Reader from) {
        return switch (kind) {
            case ACCEPTED -> new JournalRecord.Accepted(message(from));
            case OBSERVED -> observed(from);
            case REJECTED -> new JournalRecord.Rejected(from.varint(), from.text(), from.text());
            case DECIDED -> new JournalRecord.Decided(decision(from));
            case AUDITED ->
                new JournalRecord.Audited(instant(from), from.text(), from.text(), from.text(), from.text());
            case RAISED ->
                new JournalRecord.Raised(
                        instant(from), from.text(), from.text(), from.text(), from.text(), texts(from));
            default -> throw new IllegalArgumentException("there is no record kind " + kind);
        };
    }

    private static void write(DeviceMessage message, Bytes to) {
        to.u8(message.source().transport().ordinal()).text(message.source().value());
        messageId(message.messageId(), to);
        instant(message.receivedAt(), to);
        to.u8(message.kind().ordinal() << 4 | message.format().ordinal()).u8(message.port());
        to.bytes(message.payload()).varint(message.radio().size());
        message.radio().forEach((key, value) -> {
            common(key, to);
            to.number(value);
        });
    }

    private static DeviceMessage message(Bytes.Reader from) {
        DeviceAddress source = new DeviceAddress(TRANSPORTS[from.u8()], from.text());
        String id = messageId(from);
        Instant receivedAt = instant(from);
        int kindAndFormat = from.u8();
        int port = from.u8();
        byte[] payload = from.bytes();
        int facts = (int) from.varint();
        Map<String, Double> radio = new HashMap<>();
        for (int i = 0; i < facts; i++) {
            radio.put(common(from), from.number());
        }
        return new DeviceMessage(
                source,
                id,
                receivedAt,
                MessageKind.values()[kindAndFormat >> 4],
                FORMATS[kindAndFormat & 15],
                port,
                payload,
                radio);
    }

    /** A UUID is written as its 16 bytes, if it is written the usual way. */
    private static void messageId(String id, Bytes to) {
        if (id.length() == 36) {
            try {
                UUID uuid = UUID.fromString(id);
                if (uuid.toString().equals(id)) {
                    to.u8(1).i64(uuid.getMostSignificantBits()).i64(uuid.getLeastSignificantBits());
                    return;
                }
            } catch (IllegalArgumentException e) {
                // 36 other characters: written as text
            }
        }
        to.u8(0).text(id);
    }

    private static String messageId(Bytes.Reader from) {
        return from.u8() == 1 ? new UUID(from.i64(), from.i64()).toString() : from.text();
    }

    private static void write(JournalRecord.Observed observed, Bytes to) {
        to.varint(observed.message())
                .text(observed.device().value())
                .text(observed.asset().value());
        common(observed.entityType(), to);
        instant(observed.receivedAt(), to);
        to.u8((observed.open() ? 1 : 0) | (observed.raw() ? 2 : 0))
                .varint(observed.sequences().size());
        observed.sequences().forEach((target, number) -> to.text(target).varint(number));
        to.varint(observed.observations().size());
        long received = observed.receivedAt().toEpochMilli();
        for (Observation observation : observed.observations()) {
            common(observation.property().name(), to);
            value(observation.value(), to);
            boolean same = observation.observedAt().equals(observed.receivedAt());
            boolean doubted = !observation.doubt().isEmpty();
            boolean said = !observation.said().isEmpty();
            to.u8(observation.quality().ordinal() << 1
                    | (same ? SAME_TIME : 0)
                    | (doubted ? DOUBTED : 0)
                    | (said ? SAID : 0));
            if (!same) {
                to.zigzag(observation.observedAt().toEpochMilli() - received);
                to.varint(observation.observedAt().getNano() % 1_000_000);
            }
            if (doubted) {
                to.text(observation.doubt());
            }
            if (said) {
                to.text(observation.said());
            }
        }
    }

    private static JournalRecord.Observed observed(Bytes.Reader from) {
        long message = from.varint();
        DeviceId device = new DeviceId(from.text());
        AssetId asset = new AssetId(from.text());
        String type = common(from);
        Instant receivedAt = instant(from);
        int flags = from.u8();
        int targets = (int) from.varint();
        Map<String, Long> sequences = new HashMap<>();
        for (int i = 0; i < targets; i++) {
            sequences.put(from.text(), from.varint());
        }
        int count = (int) from.varint();
        List<Observation> observations = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            Property property = new Property(common(from));
            Value value = value(from);
            int qualityAndTime = from.u8();
            Instant at = receivedAt;
            if ((qualityAndTime & SAME_TIME) == 0) {
                long millis = receivedAt.toEpochMilli() + from.zigzag();
                at = Instant.ofEpochMilli(millis).plusNanos(from.varint());
            }
            String doubt = (qualityAndTime & DOUBTED) != 0 ? from.text() : "";
            String said = (qualityAndTime & SAID) != 0 ? from.text() : "";
            Quality quality = QUALITIES[(qualityAndTime & ~(DOUBTED | SAID)) >> 1];
            observations.add(new Observation(device, property, value, at, quality, message, doubt, said));
        }
        return new JournalRecord.Observed(
                message, device, asset, type, receivedAt, observations, (flags & 1) != 0, (flags & 2) != 0, sequences);
    }

    private static void value(Value value, Bytes to) {
        if (value instanceof Value.Quantity quantity) {
            to.u8(0).number(quantity.number());
        } else if (value instanceof Value.Flag flag) {
            to.u8(flag.on() ? 2 : 1);
        } else if (value instanceof Value.Text text) {
            to.u8(3).text(text.text());
        } else if (value instanceof Value.Place place) {
            to.u8(4).number(place.latitude()).number(place.longitude());
        }
    }

    private static Value value(Bytes.Reader from) {
        return switch (from.u8()) {
            case 0 -> new Value.Quantity(from.number());
            case 1 -> new Value.Flag(false);
            case 2 -> new Value.Flag(true);
            case 3 -> new Value.Text(from.text());
            default -> new Value.Place(from.number(), from.number());
        };
    }

    private static void write(Decision decision, Bytes to) {
        to.text(decision.target().value());
        instant(decision.at(), to);
        commandValue(decision.value(), to);
        to.text(decision.limitedBy());
        write(decision.winner(), to);
        to.varint(decision.losers().size());
        decision.losers().forEach(loser -> write(loser, to));
    }

    private static Decision decision(Bytes.Reader from) {
        DeviceId target = new DeviceId(from.text());
        Instant at = instant(from);
        CommandValue value = new DimmingLevel((int) from.varint());
        String limitedBy = from.text();
        Proposal winner = proposal(target, from);
        int count = (int) from.varint();
        Proposal[] losers = new Proposal[Math.min(count, 1_000)];
        for (int i = 0; i < losers.length; i++) {
            losers[i] = proposal(target, from);
        }
        return new Decision(target, at, winner, Arrays.asList(losers), value, limitedBy);
    }

    private static void write(Proposal proposal, Bytes to) {
        commandValue(proposal.value(), to);
        to.u8(proposal.rank().ordinal()).text(proposal.reason()).text(proposal.source());
        instant(proposal.proposedAt(), to);
        instant(proposal.expiresAt(), to);
        to.varint(proposal.evidence().size());
        proposal.evidence().forEach(to::text);
    }

    private static Proposal proposal(DeviceId target, Bytes.Reader from) {
        DimmingLevel value = new DimmingLevel((int) from.varint());
        Rank rank = Rank.values()[from.u8()];
        String reason = from.text();
        String source = from.text();
        Instant proposedAt = instant(from);
        Instant expiresAt = instant(from);
        int count = (int) from.varint();
        List<String> evidence = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            evidence.add(from.text());
        }
        return new Proposal(target, value, rank, reason, evidence, source, proposedAt, expiresAt);
    }

    private static void commandValue(CommandValue value, Bytes to) {
        to.varint(((DimmingLevel) value).percent());
    }

    private static void instant(Instant instant, Bytes to) {
        to.zigzag(instant.getEpochSecond()).varint(instant.getNano());
    }

    private static Instant instant(Bytes.Reader from) {
        return Instant.ofEpochSecond(from.zigzag(), from.varint());
    }

    private static void common(String text, Bytes to) {
        Integer place = PLACES.get(text);
        if (place != null) {
            to.u8(place + 1);
        } else {
            to.u8(0).text(text);
        }
    }

    private static String common(Bytes.Reader from) {
        int place = from.u8();
        return place == 0 ? from.text() : COMMON.get(place - 1);
    }

    private static void texts(Map<String, String> texts, Bytes to) {
        to.varint(texts.size());
        texts.forEach((key, value) -> to.text(key).text(value));
    }

    private static Map<String, String> texts(Bytes.Reader from) {
        int count = (int) from.varint();
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(from.text(), from.text());
        }
        return texts;
    }
}
