package si.paka.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/** Up to where each target has acknowledged each stream. What is written late is only sent again under the same numbers. */
final class Positions {
    static final String ROOM = "uplink";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateStore store;
    private final Map<String, Long> written = new HashMap<>();

    Positions(StateStore store) {
        this.store = store;
    }

    StreamPump open(String target, JournalStream stream) {
        return store.find(ROOM, key(target, stream))
                .map(bytes -> read(bytes, stream))
                .orElseGet(() -> new StreamPump(stream, 0, 0));
    }

    private static StreamPump read(byte[] bytes, JournalStream stream) {
        try {
            JsonNode state = JSON.readTree(bytes);
            return new StreamPump(
                    stream,
                    state.path("position").asLong(),
                    state.path("sequence").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        store.put(ROOM, key, state.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String target, JournalStream stream) {
        return target + "." + stream.name().toLowerCase(Locale.ROOT);
    }
}
