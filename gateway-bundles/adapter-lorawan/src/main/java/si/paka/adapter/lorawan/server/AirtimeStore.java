package si.paka.adapter.lorawan.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import si.paka.adapter.lorawan.radio.Concentrator;
import si.paka.adapter.lorawan.radio.Concentrators;
import si.paka.model.journal.StateStore;

/**
 * What each concentrator has spent of its duty cycle, in keyed state {@code lorawan.air} by EUI: a restart must not give it a second hour.
 * Used by the server's thread only.
 */
final class AirtimeStore {
    static final String ROOM = "lorawan.air";
    private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(5);

    private final StateStore store;
    private final Concentrators concentrators;
    private final Map<String, Instant> savedAt = new HashMap<>();
    private final Map<String, Long> savedCount = new HashMap<>();

    AirtimeStore(StateStore store, Concentrators concentrators) {
        this.store = store;
        this.concentrators = concentrators;
    }

    void restore(Instant now, long now_us) {
        for (Concentrator one : concentrators.all()) {
            store.find(ROOM, one.eui()).ifPresent(saved -> one.dutyCycle().restore(saved, now, now_us));
        }
    }

    /** @param regularly whether to write too what has changed but little, if the last time is long ago */
    void save(boolean regularly, Instant now, long now_us) {
        for (Concentrator one : concentrators.all()) {
            long count =
                    one.results().values().stream().mapToLong(Long::longValue).sum();
            boolean changed = count != savedCount.getOrDefault(one.eui(), 0L);
            boolean longAgo =
                    !now.isBefore(savedAt.getOrDefault(one.eui(), Instant.EPOCH).plus(AT_LEAST_EVERY));
            if (one.dutyCycle().mustSave() || regularly && changed && longAgo) {
                savedAt.put(one.eui(), now);
                savedCount.put(one.eui(), count);
                store.put(ROOM, one.eui(), one.dutyCycle().save(now, now_us));
            }
        }
    }
}
