package si.paka.core.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.Property;

/**
 * Vehicles in a car park, from what its entrances and exits count. Counters miss vehicles, so the number drifts; it is held
 * within what the car park takes, set anew by hand, and set anew at night when nothing has moved for a while. Each correction is
 * kept with its reason. Immutable: a step makes the next state.
 *
 * @param readings what each counter had said last, by {@code <device>/<property>}
 * @param movedAt when a counter last counted
 * @param rezeroed the last day on which it was set anew at night
 * @param correction vehicles that the last correction added, negative if it took some away
 */
record CarPark(
        int occupied,
        Map<String, Double> readings,
        double entered,
        double left,
        Instant movedAt,
        LocalDate rezeroed,
        int correction,
        String reason) {
    private static final Property ENTRIES = new Property("vehicleEntries");
    private static final Property EXITS = new Property("vehicleExits");
    private static final Duration STILL = Duration.ofMinutes(20);
    /** A counter that reads less than before started anew; by so much at most it can have counted since. */
    private static final double MOST_AT_ONCE = 1_000;

    /**
     * What is known of a car park.
     *
     * @param capacity vehicles that it takes
     * @param rezeroAt local time at which it is set anew; empty for never
     * @param rezeroTo to how many vehicles, e.g. those of residents
     */
    record Setup(int capacity, Optional<LocalTime> rezeroAt, int rezeroTo, ZoneId zone) {}

    CarPark {
        readings = Map.copyOf(readings);
    }

    static CarPark empty(Instant now) {
        return new CarPark(0, Map.of(), 0, 0, now, LocalDate.MIN, 0, "");
    }

    /** After what its counters say now. */
    CarPark count(List<Member> counters, Setup setup, Instant now) {
        Map<String, Double> next = new HashMap<>();
        double in = 0;
        double out = 0;
        for (Member counter : counters) {
            in += grown(counter, ENTRIES, next);
            out += grown(counter, EXITS, next);
        }
        CarPark counted = new CarPark(
                occupied + (int) Math.round(in - out),
                next,
                entered + in,
                left + out,
                in + out > 0 ? now : movedAt,
                rezeroed,
                correction,
                reason);
        return counted.held(setup).atNight(setup, now);
    }

    /** A counter that is heard for the first time, or again after it was removed, begins with what it says. */
    private double grown(Member counter, Property property, Map<String, Double> next) {
        Optional<Double> now = counter.counter(property);
        if (now.isEmpty()) {
            return 0;
        }
        String key = counter.device().id() + "/" + property.name();
        next.put(key, now.get());
        Double before = readings.get(key);
        if (before == null) {
            return 0;
        }
        double grown = now.get() >= before ? now.get() - before : now.get();
        return now.get() < before && grown > MOST_AT_ONCE ? 0 : grown;
    }

    private CarPark held(Setup setup) {
        int possible = Math.max(0, Math.min(occupied, setup.capacity()));
        return possible == occupied
                ? this
                : corrected(possible, "held within 0.." + setup.capacity() + ", the counters say " + occupied);
    }

    private CarPark atNight(Setup setup, Instant now) {
        if (setup.rezeroAt().isEmpty()) {
            return this;
        }
        ZonedDateTime local = now.atZone(setup.zone());
        ZonedDateTime due = local.toLocalDate().atTime(setup.rezeroAt().get()).atZone(setup.zone());
        boolean isDue = !local.isBefore(due) && local.isBefore(due.plusHours(2));
        boolean isStill = !now.isBefore(movedAt.plus(STILL));
        if (!isDue || !isStill || local.toLocalDate().equals(rezeroed)) {
            return this;
        }
        CarPark set = occupied == setup.rezeroTo()
                ? this
                : corrected(setup.rezeroTo(), "set anew at night, the counters say " + occupied);
        return new CarPark(
                set.occupied, readings, entered, left, movedAt, local.toLocalDate(), set.correction, set.reason);
    }

    /** After someone has counted. */
    CarPark set(int vehicles, String by) {
        return corrected(vehicles, "set by " + by + ", the counters say " + occupied);
    }

    private CarPark corrected(int vehicles, String why) {
        return new CarPark(vehicles, readings, entered, left, movedAt, rezeroed, vehicles - occupied, why);
    }

    Totals totals(Setup setup) {
        Totals.Builder totals = new Totals.Builder()
                .put("totalSpots", setup.capacity())
                .put("availableSpots", setup.capacity() - occupied)
                .put("occupiedSpots", occupied)
                .put("parkingOccupancyRatio", Math.round(1000.0 * occupied / setup.capacity()) / 1000.0)
                .put("vehicleEntries", entered)
                .put("vehicleExits", left);
        if (!reason.isEmpty()) {
            totals.put("counterCorrection", correction).put("correctionReason", reason);
        }
        return totals.build();
    }
}
