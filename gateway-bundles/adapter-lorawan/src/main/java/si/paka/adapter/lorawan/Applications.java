package si.paka.adapter.lorawan;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.StateStore;

/** Which ChirpStack application each device belongs to, learnt from its events and kept across restarts. Safe from any thread. */
final class Applications {
    private static final Logger log = LoggerFactory.getLogger(Applications.class);
    static final String ROOM = "lorawan.applications";
    private static final int MOST_DEVICES = 20_000;

    private final StateStore store;
    private final Map<String, String> byDevice = new ConcurrentHashMap<>();

    Applications(StateStore store) {
        this.store = store;
        store.all(ROOM).forEach((devEui, id) -> byDevice.put(devEui, new String(id, StandardCharsets.UTF_8)));
    }

    /** Written only if it has changed; a device beyond the bound is not remembered. */
    void heardIn(EventTopic topic) {
        String known = byDevice.get(topic.devEui());
        if (topic.application().equals(known) || known == null && byDevice.size() >= MOST_DEVICES) {
            return;
        }
        byDevice.put(topic.devEui(), topic.application());
        store.put(ROOM, topic.devEui(), topic.application().getBytes(StandardCharsets.UTF_8))
                .exceptionally(why -> {
                    log.warn("the application of {} is not kept: {}", topic.devEui(), why.getMessage());
                    return null;
                });
    }

    Optional<String> find(String devEui) {
        return Optional.ofNullable(byDevice.get(devEui));
    }
}
