package si.paka.core.alarm;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.Ledger;
import si.paka.core.StateJson;
import si.paka.model.journal.StateStore;
import si.paka.model.port.Alarms;

/** Standing alarms, kept over restarts. One stands per kind and subject. */
public final class AlarmBook implements Alarms {
    private static final Logger log = LoggerFactory.getLogger(AlarmBook.class);
    static final String ROOM = "core.alarms";

    /** As stored. */
    record Stored(
            String id, String severity, String kind, String subject, String text, Instant raisedAt, String ackedBy) {}

    private final StateStore store;
    private final Ledger ledger;
    private final Runnable changed;
    private final Map<String, Alarm> standing = new ConcurrentHashMap<>();

    /** @param changed called after every change */
    public AlarmBook(StateStore store, Ledger ledger, Runnable changed) {
        this.store = store;
        this.ledger = ledger;
        this.changed = changed;
        store.all(ROOM).values().forEach(bytes -> {
            Stored s = StateJson.read(bytes, Stored.class);
            standing.put(
                    s.id(),
                    new Alarm(
                            s.id(),
                            s.severity(),
                            s.kind(),
                            s.subject(),
                            s.text(),
                            s.raisedAt(),
                            Optional.ofNullable(s.ackedBy())));
        });
    }

    @Override
    public void raise(String severity, String kind, String subject, String text, Instant at) {
        String id = kind + ":" + subject;
        if (standing.containsKey(id)) {
            return;
        }
        Alarm alarm = new Alarm(id, severity, kind, subject, text, at, Optional.empty());
        standing.put(id, alarm);
        put(alarm);
        log.warn("alarm {}: {}", id, text);
        ledger.raise(severity, kind, subject, text, Map.of());
        changed.run();
    }

    @Override
    public void clear(String kind, String subject, String text) {
        String id = kind + ":" + subject;
        if (standing.remove(id) == null) {
            return;
        }
        store.remove(ROOM, id);
        log.info("alarm {} cleared: {}", id, text);
        ledger.raise("info", kind + "-cleared", subject, text, Map.of());
        changed.run();
    }

    boolean stands(String kind, String subject) {
        return standing.containsKey(kind + ":" + subject);
    }

    @Override
    public List<Alarm> list() {
        return standing.values().stream()
                .sorted(Comparator.comparing(Alarm::raisedAt).reversed())
                .toList();
    }

    @Override
    public CompletableFuture<Boolean> acknowledge(String id, String by) {
        Alarm alarm = standing.get(id);
        if (alarm == null) {
            return CompletableFuture.completedFuture(false);
        }
        Alarm acknowledged = new Alarm(
                id, alarm.severity(), alarm.kind(), alarm.subject(), alarm.text(), alarm.raisedAt(), Optional.of(by));
        if (!standing.replace(id, alarm, acknowledged)) {
            return acknowledge(id, by); // cleared or acknowledged by another in this moment
        }
        ledger.audit(by, "alarm-acknowledge", id, alarm.text());
        CompletableFuture<Void> stored = put(acknowledged);
        changed.run();
        return stored.thenApply(done -> true);
    }

    private CompletableFuture<Void> put(Alarm a) {
        Stored stored = new Stored(
                a.id(),
                a.severity(),
                a.kind(),
                a.subject(),
                a.text(),
                a.raisedAt(),
                a.acknowledgedBy().orElse(null));
        return store.put(ROOM, a.id(), StateJson.write(stored));
    }
}
