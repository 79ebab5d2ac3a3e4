package si.paka.core.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.TwinSnapshot;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.DeviceProfiles;

/**
 * Makes the messages of the aggregates: when a member has said something new, at most once in ten seconds each, and at least as
 * often as the profile expects. A member that falls silent is noticed within a minute. Only for the gateway thread.
 */
public final class Aggregates {
    private static final Duration MOST_OFTEN = Duration.ofSeconds(10);
    private static final Duration LOOK_ANYWAY = Duration.ofMinutes(1);

    /** What was last said of one, and when it is to be looked at again though nothing was heard. */
    private record Told(Totals totals, Instant at, Instant lookAgain) {
        static Told of(Totals totals, Instant at, Duration heartbeat, Instant now) {
            Instant soon = now.plus(LOOK_ANYWAY);
            Instant due = at.plus(heartbeat);
            return new Told(totals, at, due.isAfter(now) && due.isBefore(soon) ? due : soon);
        }
    }

    private final DeviceProfiles profiles;
    private final CarParks carParks;
    private final Consumer<DeviceMessage> post;
    private final Map<DeviceId, Told> told = new HashMap<>();
    private final Set<DeviceId> dirty = new HashSet<>();
    private Membership membership = new Membership(Map.of(), Map.of());

    /** @param post takes a message; must not wait */
    public Aggregates(DeviceProfiles profiles, CarParks carParks, Consumer<DeviceMessage> post) {
        this.profiles = profiles;
        this.carParks = carParks;
        this.post = post;
    }

    /** The register has changed. */
    public void register(List<Device> devices) {
        membership = Membership.of(devices);
        Set<DeviceId> present = new HashSet<>();
        membership.members().keySet().forEach(one -> present.add(one.id()));
        told.keySet().retainAll(present);
        dirty.retainAll(present);
        dirty.addAll(present);
        carParks.keepOnly(present);
    }

    /** A device has said something. */
    public void heard(DeviceId device) {
        List<Device> mine = membership.aggregates().get(device);
        if (mine != null) {
            mine.forEach(one -> dirty.add(one.id()));
        }
    }

    /** A car park was set anew by hand. */
    public void set(Device carPark, int vehicles, String by, Instant now) {
        carParks.set(carPark, vehicles, by, now);
        dirty.add(carPark.id());
    }

    /** Looks at what is due; once a second. */
    public void look(TwinSnapshot snapshot) {
        membership.members().forEach((aggregate, members) -> {
            Told before = told.get(aggregate.id());
            if (isDue(aggregate.id(), before, snapshot.takenAt())) {
                profiles.find(aggregate.profile())
                        .ifPresent(profile -> look(aggregate, profile, members, before, snapshot));
            }
        });
    }

    private boolean isDue(DeviceId id, Told before, Instant now) {
        if (before == null || now.isBefore(before.at())) {
            return true; // never told, or the clock was put back
        }
        boolean news = dirty.contains(id) && !now.isBefore(before.at().plus(MOST_OFTEN));
        return news || !now.isBefore(before.lookAgain());
    }

    private void look(Device aggregate, ProfileInfo profile, List<Device> members, Told before, TwinSnapshot snapshot) {
        Instant now = snapshot.takenAt();
        dirty.remove(aggregate.id());
        Optional<Totals> totals = totals(aggregate, profile, members(members, snapshot), now);
        if (totals.isEmpty()) {
            return;
        }
        boolean same = before != null && before.totals().equals(totals.get());
        boolean recent = before != null
                && !now.isBefore(before.at())
                && now.isBefore(before.at().plus(profile.expectedInterval()));
        if (same && recent) {
            told.put(aggregate.id(), Told.of(totals.get(), before.at(), profile.expectedInterval(), now));
        } else {
            told.put(aggregate.id(), Told.of(totals.get(), now, profile.expectedInterval(), now));
            post.accept(AggregateMessage.of(aggregate, totals.get(), now));
        }
    }

    private List<Member> members(List<Device> devices, TwinSnapshot snapshot) {
        List<Member> members = new ArrayList<>();
        for (Device device : devices) {
            Duration silentAfter = profiles.find(device.profile())
                    .map(ProfileInfo::silentAfter)
                    .orElse(Duration.ZERO);
            members.add(new Member(device, snapshot.find(device.id()), silentAfter));
        }
        return members;
    }

    private Optional<Totals> totals(Device aggregate, ProfileInfo profile, List<Member> members, Instant now) {
        return switch (profile.entityType()) {
            case "OnStreetParking" -> Optional.of(BayTotals.of(members, capacity(aggregate), now));
            case "OffStreetParking" -> Optional.of(carParks.count(aggregate, members, now));
            case "StreetlightGroup" -> Optional.of(LampTotals.of(members, now));
            default -> Optional.empty();
        };
    }

    /** Approval has seen to it that it is a number. */
    static int capacity(Device aggregate) {
        return (int) Double.parseDouble(aggregate.attributes().getOrDefault("capacity", "0"));
    }
}
