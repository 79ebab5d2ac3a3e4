package si.paka.adapter.lorawan.chirpstack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.adapter.lorawan.DownlinkProgress.Step;

/**
 * Events about queue items whose ids are not known yet: the server gives an id when it answers over its API, and its event may be
 * faster over the broker. The oldest go first. Safe from any thread.
 */
final class EarlySteps {
    private static final int MOST = 256;

    /** One step that came early. */
    record Early(Step step, String detail) {}

    private final Map<String, List<Early>> byItem = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Early>> eldest) {
            return size() > MOST;
        }
    };

    synchronized void keep(String itemId, Step step, String detail) {
        byItem.computeIfAbsent(itemId, unknown -> new ArrayList<>(2)).add(new Early(step, detail));
    }

    synchronized List<Early> take(String itemId) {
        List<Early> steps = byItem.remove(itemId);
        return steps == null ? List.of() : steps;
    }
}
