package si.paka.adapter.lorawan.chirpstack;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.StateStore;

/**
 * Which ChirpStack application each device belongs to, learnt from its events or its API and kept across restarts. Safe from any
 * thread.
 */
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

    void heardIn(EventTopic topic) {
        put(topic.devEui(), topic.application());
    }

    /** Written only if it has changed; a device beyond the bound is not remembered. */
    void put(String devEui, String application) {
        String known = byDevice.get(devEui);
        if (application.equals(known) || known == null && byDevice.size() >= MOST_DEVICES) {
            return;
        }
        byDevice.put(devEui, application);
        store.put(ROOM, devEui, application.getBytes(StandardCharsets.UTF_8)).exceptionally(why -> {
            log.warn("the application of {} is not kept: {}", devEui, why.getMessage());
            return null;
        });
    }

    Optional<String> find(String devEui) {
        return Optional.ofNullable(byDevice.get(devEui));
    }
}
