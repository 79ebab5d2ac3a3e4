package si.paka.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/** Up to where each target has acknowledged each stream. What is written late is only sent again under the same numbers. */
final class Positions {
    private static final Logger log = LoggerFactory.getLogger(Positions.class);
    static final String ROOM = "uplink";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateStore store;
    private final Map<String, Long> written = new HashMap<>();

    Positions(StateStore store) {
        this.store = store;
    }

    StreamPump open(String target, JournalStream stream) {
        return store.find(ROOM, key(target, stream))
                .map(bytes -> read(target, bytes, stream))
                .orElseGet(() -> new StreamPump(stream, 0, 0));
    }

    private static StreamPump read(String target, byte[] bytes, JournalStream stream) {
        try {
            JsonNode state = JSON.readTree(bytes);
            return new StreamPump(
                    stream,
                    state.path("position").asLong(),
                    state.path("sequence").asLong());
        } catch (IOException e) {
            log.warn("the position of {} in {} is not readable; all is sent again: {}", target, stream, e.getMessage());
            return new StreamPump(stream, 0, 0);
        }
    }

    /** Writes the position if it has moved. One thread per target. */
    void remember(String target, StreamPump pump) {
        String key = key(target, pump.stream());
        synchronized (written) {
            if (written.getOrDefault(key, 0L) == pump.acknowledged()) {
                return;
            }
            written.put(key, pump.acknowledged());
        }
        String state = "{\"position\":" + pump.acknowledged() + ",\"sequence\":" + pump.acknowledgedSequence() + "}";
        store.put(ROOM, key, state.getBytes(StandardCharsets.UTF_8)).exceptionally(why -> {
            log.warn("the position of {} is not kept; what follows it is sent again: {}", target, why.getMessage());
            return null;
        });
    }

    private static String key(String target, JournalStream stream) {
        return target + "." + stream.name().toLowerCase(Locale.ROOT);
    }
}
