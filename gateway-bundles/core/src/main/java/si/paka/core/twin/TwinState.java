package si.paka.core.twin;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.TwinSnapshot;

/** Last known state of all devices. Only the gateway thread changes it; everybody may read single twins. */
public final class TwinState {
    private final Map<DeviceId, DeviceTwin> twins = new ConcurrentHashMap<>();

    /** Takes in what one message said. Older news than what is known changes nothing but {@code lastSeen}. */
    public DeviceTwin apply(DeviceId device, List<Observation> observations, Instant seenAt) {
        DeviceTwin before = twins.get(device);
        Map<Property, Observation> latest = new HashMap<>();
        Map<Property, Instant> changedAt = new HashMap<>();
        if (before != null) {
            latest.putAll(before.latest());
            changedAt.putAll(before.changedAt());
        }
        for (Observation observation : observations) {
            take(observation, latest, changedAt);
        }
        DeviceTwin after = new DeviceTwin(device, latest, changedAt, later(before, seenAt));
        twins.put(device, after);
        return after;
    }

    private static void take(Observation news, Map<Property, Observation> latest, Map<Property, Instant> changedAt) {
        Observation known = latest.get(news.property());
        if (known != null && known.observedAt().isAfter(news.observedAt())) {
            return;
        }
        latest.put(news.property(), news);
        if (known == null || !known.value().equals(news.value())) {
            changedAt.put(news.property(), news.observedAt());
        }
    }

    private static Instant later(DeviceTwin before, Instant seenAt) {
        return before != null && before.lastSeen().isAfter(seenAt) ? before.lastSeen() : seenAt;
    }

    public void forget(DeviceId device) {
        twins.remove(device);
    }

    /** For the gateway thread: a view that holds until its turn ends. */
    public TwinSnapshot snapshot(Instant now) {
        return new TwinSnapshot(now, twins);
    }

    public Optional<DeviceTwin> find(DeviceId device) {
        return Optional.ofNullable(twins.get(device));
    }

    public Collection<DeviceTwin> list() {
        return List.copyOf(twins.values());
    }
}
