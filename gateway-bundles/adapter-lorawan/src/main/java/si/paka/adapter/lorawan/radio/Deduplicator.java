package si.paka.adapter.lorawan.radio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what several concentrators heard of one frame: from the first reception on it waits for the window, then gives all of them
 * at once, and for a while after takes later ones as late. Pure; one thread.
 */
public final class Deduplicator {
    /** Frames that may be open or remembered; beyond, the oldest is closed or forgotten first. */
    static final int MOST = 4_000;

    private static final long REMEMBERED_us = 1_500_000;

    private static final class Window {
        final long opened_us;
        List<HeardFrame> receptions = new ArrayList<>(2);

        Window(long opened_us) {
            this.opened_us = opened_us;
        }
    }

    private final long window_us;
    private final Map<ByteBuffer, Window> windows = new LinkedHashMap<>();
    private long late;

    public Deduplicator(long window_us) {
        this.window_us = window_us;
    }

    /** Whether it opened a window, which {@link #due} is to be asked about when it has passed. */
    public boolean add(HeardFrame frame) {
        ByteBuffer key = ByteBuffer.wrap(frame.phy());
        Window window = windows.get(key);
        if (window != null && frame.at_us() - window.opened_us <= REMEMBERED_us) {
            if (window.receptions == null) {
                late++;
            } else if (isNew(window, frame)) {
                window.receptions.add(frame);
            }
            return false;
        }
        windows.remove(key);
        window = new Window(frame.at_us());
        window.receptions.add(frame);
        windows.put(key, window);
        return true;
    }

    /** One concentrator can hear a strong frame on two channels: the better one counts. */
    private static boolean isNew(Window window, HeardFrame frame) {
        for (int i = 0; i < window.receptions.size(); i++) {
            HeardFrame other = window.receptions.get(i);
            if (other.gateway().equals(frame.gateway())) {
                if (frame.rssi_dBm() > other.rssi_dBm()) {
                    window.receptions.set(i, frame);
                }
                return false;
            }
        }
        return true;
    }

    /** The frames whose window has passed, each with all its receptions, oldest first. */
    public List<List<HeardFrame>> due(long now_us) {
        List<List<HeardFrame>> due = new ArrayList<>();
        Iterator<Window> oldestFirst = windows.values().iterator();
        int over = windows.size() - MOST;
        while (oldestFirst.hasNext()) {
            Window window = oldestFirst.next();
            boolean tooMany = over-- > 0;
            if (!tooMany && now_us - window.opened_us < window_us) {
                break;
            }
            if (window.receptions != null) {
                due.add(window.receptions);
                window.receptions = null;
            }
            if (tooMany || now_us - window.opened_us > REMEMBERED_us) {
                oldestFirst.remove();
            }
        }
        return due;
    }

    /** Receptions that came after their window. */
    public long late() {
        return late;
    }

    int size() {
        return windows.size();
    }
}
