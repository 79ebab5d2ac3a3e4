package si.paka.adapter.lorawan.chirpstack;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;

/** How the last downlinks went, step by step, newest first; the oldest go first. In memory. Safe from any thread. */
final class DownlinkLog {
    static final int MOST = 1_000;
    private static final int MOST_STEPS = 8;

    private record Reached(DownlinkProgress.Step step, String detail, Instant at) {}

    /** One downlink. Guarded by the log. */
    private static final class Entry {
        final Downlink downlink;
        final Instant since;
        final List<Reached> steps = new ArrayList<>(4);

        Entry(Downlink downlink, Instant since) {
            this.downlink = downlink;
            this.since = since;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Notes each step on its way to who waits for it. */
    DownlinkProgress follow(Downlink downlink, DownlinkProgress progress, Instant now) {
        Entry entry = new Entry(downlink, now);
        synchronized (this) {
            entries.addFirst(entry);
            if (entries.size() > MOST) {
                entries.removeLast();
            }
        }
        return (step, detail, at) -> {
            synchronized (this) {
                if (entry.steps.size() < MOST_STEPS) {
                    entry.steps.add(new Reached(step, detail, at));
                }
            }
            progress.reached(step, detail, at);
        };
    }

    /** For a person or a page. @param devEui only of this device; empty for all */
    synchronized List<Map<String, Object>> view(String devEui) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (Entry entry : entries) {
            if (devEui.isEmpty() || entry.downlink.devEui().equals(devEui)) {
                views.add(view(entry));
            }
        }
        return views;
    }

    private static Map<String, Object> view(Entry entry) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", entry.downlink.id());
        view.put("devEui", entry.downlink.devEui());
        view.put("rank", entry.downlink.rank().name());
        view.put("fPort", entry.downlink.fPort());
        view.put("confirmed", entry.downlink.confirmed());
        view.put("since", entry.since.toString());
        view.put("expiresAt", entry.downlink.expiresAt().toString());
        List<Object> steps = new ArrayList<>();
        entry.steps.forEach(each ->
                steps.add(Map.of("step", each.step().name(), "at", each.at().toString(), "detail", each.detail())));
        view.put("steps", steps);
        return view;
    }
}
