package si.paka.core.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.model.DeviceAddress;
import si.paka.model.device.WaitingDevice;

/** Devices that nobody has approved. Bounded, since anybody can claim to be one; the one silent longest goes first. */
final class WaitingRoom {
    private static final int LIMIT = 1_000;
    private static final int HINT = 80;

    private final Map<DeviceAddress, WaitingDevice> waiting = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;

    /** Notes that one was heard; true if it is new. */
    synchronized boolean note(DeviceAddress address, String hint, Instant at, boolean message) {
        WaitingDevice before = waiting.get(address);
        String said = hint.length() > HINT ? hint.substring(0, HINT) : hint;
        if (before == null) {
            waiting.put(address, new WaitingDevice(address, said, at, at, message ? 1 : 0));
            dropOldest();
            return true;
        }
        String known = said.isEmpty() ? before.hint() : said;
        long messages = before.messages() + (message ? 1 : 0);
        waiting.put(address, new WaitingDevice(address, known, before.firstSeen(), at, messages));
        return false;
    }

    private void dropOldest() {
        if (waiting.size() > LIMIT) {
            waiting.remove(waiting.keySet().iterator().next());
            forgotten++;
        }
    }

    synchronized void forget(DeviceAddress address) {
        waiting.remove(address);
    }

    synchronized List<WaitingDevice> list() {
        List<WaitingDevice> all = new ArrayList<>(waiting.values());
        all.sort(Comparator.comparing(WaitingDevice::lastSeen).reversed());
        return all;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long forgotten() {
        return forgotten;
    }
}
