package si.paka.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.Alarms.Alarm;
import si.paka.model.port.DeviceProfiles;

/** Looks for devices that are silent, low on battery, faulty, or that say things nobody can decode. */
public final class DeviceWatch {
    private static final Logger log = LoggerFactory.getLogger(DeviceWatch.class);
    static final String SILENT = "device-silent";
    static final String BATTERY = "battery-low";
    static final String FAULT = "device-fault";
    static final String FIRE = "container-fire";
    private static final Property BURNS = new Property("fire");
    static final String UNREADABLE = "device-unreadable";
    private static final Set<String> OF_DEVICES = Set.of(SILENT, BATTERY, FAULT, UNREADABLE);
    private static final int UNREADABLE_AFTER = 3;

    private final DeviceProfiles profiles;
    private final AlarmBook alarms;
    private final Map<DeviceId, Integer> unreadable = new ConcurrentHashMap<>();

    public DeviceWatch(DeviceProfiles profiles, AlarmBook alarms) {
        this.profiles = profiles;
        this.alarms = alarms;
    }

    /** Looks at all devices; a few times a minute is enough. Gateway thread. */
    public void look(List<Device> devices, TwinSnapshot snapshot) {
        for (Device device : devices) {
            profiles.find(device.profile()).ifPresent(profile -> look(device, profile, snapshot));
        }
        Set<String> known = devices.stream().map(device -> device.id().value()).collect(Collectors.toSet());
        for (Alarm alarm : alarms.list()) {
            if (OF_DEVICES.contains(alarm.kind()) && !known.contains(alarm.subject())) {
                alarms.clear(alarm.kind(), alarm.subject(), "the device was removed");
            }
        }
    }

    private void look(Device device, ProfileInfo profile, TwinSnapshot snapshot) {
        Optional<DeviceTwin> twin = snapshot.find(device.id());
        lookForSilence(device, profile, twin, snapshot.takenAt());
        twin.flatMap(t -> t.find(Property.BATTERY_LEVEL)).ifPresent(battery -> lookAtBattery(device, profile, battery));
        twin.flatMap(t -> t.find(Property.FAULT)).ifPresent(fault -> lookAtFault(device, fault));
        twin.flatMap(t -> t.find(BURNS)).ifPresent(fire -> lookAtFire(device, fire));
    }

    private void lookForSilence(Device device, ProfileInfo profile, Optional<DeviceTwin> twin, Instant now) {
        Instant heard = twin.map(DeviceTwin::lastSeen).orElse(device.approvedAt());
        Duration silence = Duration.between(heard, now);
        String id = device.id().value();
        if (silence.compareTo(profile.silentAfter()) > 0) {
            String since = twin.isPresent() ? "silent since " + heard : "never heard since it was approved at " + heard;
            alarms.raise(
                    "warning",
                    SILENT,
                    id,
                    device.name() + " is " + since + ", expected every " + inWords(profile.expectedInterval())
                            + "; check its battery, radio and mounting",
                    now);
        } else if (alarms.stands(SILENT, id)) {
            alarms.clear(SILENT, id, device.name() + " is heard again");
        }
    }

    private void lookAtBattery(Device device, ProfileInfo profile, Observation battery) {
        if (profile.lowBattery().isEmpty() || !(battery.value() instanceof Value.Quantity level)) {
            return;
        }
        double low = profile.lowBattery().get();
        String id = device.id().value();
        if (level.number() >= 0 && level.number() < low) {
            String text = device.name() + " has " + Math.round(level.number() * 100) + " % battery left; plan a visit";
            alarms.raise("warning", BATTERY, id, text, battery.observedAt());
        } else if (level.number() > low + 0.05 && alarms.stands(BATTERY, id)) {
            alarms.clear(BATTERY, id, device.name() + " has a good battery again");
        }
    }

    private void lookAtFault(Device device, Observation fault) {
        boolean faulty = fault.value() instanceof Value.Flag flag ? flag.on() : !isFine(fault.value());
        String id = device.id().value();
        if (faulty) {
            alarms.raise("warning", FAULT, id, device.name() + " reports a fault", fault.observedAt());
        } else if (alarms.stands(FAULT, id)) {
            alarms.clear(FAULT, id, device.name() + " reports no fault any more");
        }
    }

    private void lookAtFire(Device device, Observation fire) {
        String id = device.id().value();
        if (fire.value().equals(Value.of(true))) {
            alarms.raise(
                    "critical",
                    FIRE,
                    id,
                    device.name() + " burns, or is as hot; call the fire brigade",
                    fire.observedAt());
        } else if (alarms.stands(FIRE, id)) {
            alarms.clear(FIRE, id, device.name() + " has cooled down");
        }
    }

    private static boolean isFine(Value value) {
        return value instanceof Value.Text text
                ? text.text().isEmpty()
                        || text.text().equals("none")
                        || text.text().equals("ok")
                : value instanceof Value.Quantity code && code.number() == 0;
    }

    /** A message of the device could not be decoded. */
    public void rejected(Device device, String reason, Instant at) {
        int times = unreadable.merge(device.id(), 1, Integer::sum);
        if (times == 1) {
            log.warn(
                    "a message of {} is kept but not understood: {} (until one is, more are only counted)",
                    device.id(),
                    reason);
        }
        if (times == UNREADABLE_AFTER) {
            String text = device.name() + " sent " + times + " messages in a row that profile " + device.profile()
                    + " could not decode: " + reason + "; check whether it is the right profile";
            alarms.raise("warning", UNREADABLE, device.id().value(), text, at);
        }
    }

    /** A message of the device was decoded. */
    public void understood(Device device) {
        if (!unreadable.isEmpty() && unreadable.remove(device.id()) != null) {
            alarms.clear(UNREADABLE, device.id().value(), device.name() + " is understood again");
        }
    }

    private static String inWords(Duration interval) {
        return interval.toMinutes() >= 1 ? interval.toMinutes() + " min" : interval.toSeconds() + " s";
    }
}
