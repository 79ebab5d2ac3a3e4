package si.paka.simulators.town;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Moves pedestrians and cars along streets and tells which lamps' detectors see them. The same seed and steps give the same
 * day. Not safe for several threads.
 */
public final class Town {
    /** A detector sees as far as this, metres. */
    private static final double RANGE = 13;

    private final List<Street> streets;
    private final Random random;
    private final double meanGap;
    private final List<RoadUser> users = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private double untilNext;

    /** @param meanGap simulated time between two arrivals on any street, on average */
    public Town(List<Street> streets, Duration meanGap, long seed) {
        this.streets = List.copyOf(streets);
        this.meanGap = meanGap.toMillis() / 1000.0;
        this.random = new Random(seed);
        this.untilNext = this.meanGap / 4;
    }

    /** Lets simulated time pass, in steps of at most a second to miss nobody at a detector. */
    public List<TownEvent> advance(Duration time) {
        List<TownEvent> events = new ArrayList<>();
        double left = time.toNanos() / 1e9;
        while (left > 0) {
            double step = Math.min(left, 1);
            step(step, events);
            left -= step;
        }
        return events;
    }

    private void step(double seconds, List<TownEvent> events) {
        untilNext -= seconds;
        if (untilNext <= 0 && !streets.isEmpty()) {
            arrive(events);
            untilNext = -Math.log(1 - random.nextDouble()) * meanGap;
        }
        for (RoadUser user : users) {
            user.advance(seconds);
            if (user.reachesCrossing(RANGE)) {
                events.add(new TownEvent.AtCrossing(user.street()));
            }
        }
        users.removeIf(RoadUser::isGone);
        detect(events);
    }

    private void arrive(List<TownEvent> events) {
        Street street = streets.get(random.nextInt(streets.size()));
        RoadUser.Kind kind = random.nextInt(5) < 2 ? RoadUser.Kind.CAR : RoadUser.Kind.PEDESTRIAN;
        users.add(new RoadUser(kind, street, random.nextBoolean()));
        events.add(new TownEvent.Arrived(kind.word(), street));
    }

    private void detect(List<TownEvent> events) {
        for (Street street : streets) {
            for (int i = 0; i < street.lamps().size(); i++) {
                int lamp = i;
                String id = street.lamps().get(i);
                boolean somebody =
                        users.stream().anyMatch(user -> user.street() == street && user.isWithin(RANGE, lamp));
                if (somebody ? seen.add(id) : seen.remove(id)) {
                    events.add(new TownEvent.Presence(id, somebody));
                }
            }
        }
    }
}
