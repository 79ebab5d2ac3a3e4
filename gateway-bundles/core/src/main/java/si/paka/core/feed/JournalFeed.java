package si.paka.core.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import si.paka.core.register.DeviceBook;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStream;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.UplinkFeed;

/** The uplink queue is the journal itself: this reads it and makes the publications. */
public final class JournalFeed implements UplinkFeed {
    private final Journal journal;
    private final DeviceBook register;
    private final EntityMapper entities;
    private final Sequences sequences;
    private final String town;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public JournalFeed(Journal journal, DeviceBook register, EntityMapper entities, Sequences sequences, String town) {
        this.journal = journal;
        this.register = register;
        this.entities = entities;
        this.sequences = sequences;
        this.town = town;
    }

    @Override
    public Reader open(String target, JournalStream stream, long after) {
        return new CursorReader(target, journal.read(stream, after));
    }

    @Override
    public long lastSequence(String target) {
        return sequences.last(target);
    }

    @Override
    public AutoCloseable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void targets(List<String> targets) {
        sequences.targets(targets);
    }

    /** Something new is durable. */
    public void wake() {
        listeners.forEach(Runnable::run);
    }

    private final class CursorReader implements Reader {
        private final String target;
        private final JournalCursor cursor;

        CursorReader(String target, JournalCursor cursor) {
            this.target = target;
            this.cursor = cursor;
        }

        @Override
        public List<Message> next(int limit) {
            List<Message> messages = new ArrayList<>();
            while (messages.isEmpty()) {
                List<JournalEntry> entries = cursor.next(limit);
                if (entries.isEmpty()) {
                    return messages;
                }
                for (JournalEntry entry : entries) {
                    publish(entry, messages);
                }
            }
            return messages;
        }

        private void publish(JournalEntry entry, List<Message> messages) {
            if (entry.record() instanceof JournalRecord.Observed observed) {
                publish(entry.position(), observed, messages);
            } else if (entry.record() instanceof JournalRecord.Raised raised) {
                messages.add(new Message(
                        entry.position(),
                        true,
                        OptionalLong.empty(),
                        "event/" + raised.severity() + "/" + raised.kind(),
                        EventJson.write(raised)));
            }
        }

        /** Consent that was withdrawn since stops the flow at once; the uplink announces the gap. */
        private void publish(long position, JournalRecord.Observed observed, List<Message> messages) {
            Long sequence = observed.sequences().get(target);
            Device device = register.findEver(observed.device()).orElse(null);
            if (sequence == null || device == null) {
                return;
            }
            Consent consent = device.consent();
            if (consent.scope() == Consent.Scope.NONE) {
                return;
            }
            boolean open = observed.open() && consent.scope() == Consent.Scope.OPEN;
            boolean raw = observed.raw() && consent.raw();
            String place = observed.entityType() + "/" + observed.asset();
            OptionalLong number = OptionalLong.of(sequence);
            messages.add(
                    new Message(position, !open && !raw, number, "obs/" + place, entity(device, observed, number)));
            if (open) {
                messages.add(new Message(
                        position,
                        !raw,
                        OptionalLong.empty(),
                        "open/" + place,
                        entity(device, observed, OptionalLong.empty())));
            }
            if (raw) {
                messages.add(
                        new Message(position, true, OptionalLong.empty(), "raw/" + observed.asset(), raw(observed)));
            }
        }

        private byte[] entity(Device device, JournalRecord.Observed observed, OptionalLong sequence) {
            return entities.toEntity(town, device, observed.observations(), observed.receivedAt(), sequence);
        }

        private byte[] raw(JournalRecord.Observed observed) {
            return journal.find(JournalStream.TELEMETRY, observed.message())
                    .filter(JournalRecord.Accepted.class::isInstance)
                    .map(record -> EventJson.raw(((JournalRecord.Accepted) record).message(), observed))
                    .orElseGet(() -> EventJson.write(Map.of(
                            "device",
                            observed.device().value(),
                            "problem",
                            "the raw payload is no longer in the journal")));
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
