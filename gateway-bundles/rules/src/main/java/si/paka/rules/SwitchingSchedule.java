package si.paka.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import si.paka.model.Value;

/**
 * When the lamps of a street are on. A lighting night begins at the on-time of one day and ends at the next off-time, also across
 * midnight and across the nights in which the clock is changed. Where the sun does not tell, lamps are on. Pure but for a
 * cache of days.
 */
final class SwitchingSchedule {
    private static final int DAYS_KEPT = 8;

    /** From when to when lamps are on. */
    record Span(Instant on, Instant off) {
        boolean holds(Instant at) {
            return !at.isBefore(on) && at.isBefore(off);
        }
    }

    private final SwitchingTime on;
    private final SwitchingTime off;
    private final Value.Place place;
    private final ZoneId zone;
    private final Map<LocalDate, Span> days = new ConcurrentHashMap<>();

    SwitchingSchedule(String on, String off, Value.Place place, ZoneId zone) {
        this.on = SwitchingTime.parse(on);
        this.off = SwitchingTime.parse(off);
        this.place = place;
        this.zone = zone;
    }

    /** The lighting night that an instant lies in; empty by day. */
    Optional<Span> nightAt(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            Span span = days.computeIfAbsent(day, this::compute);
            if (span.holds(at)) {
                return Optional.of(span);
            }
        }
        forget(today);
        return Optional.empty();
    }

    boolean isOn(Instant at) {
        return nightAt(at).isPresent();
    }

    private Span compute(LocalDate day) {
        Optional<Instant> begin = on.on(day, place, zone);
        if (begin.isEmpty()) { // no sunset or no sunrise: unknown means bright
            return new Span(
                    day.atStartOfDay(zone).toInstant(),
                    day.plusDays(1).atStartOfDay(zone).toInstant());
        }
        List<Instant> ends = new ArrayList<>();
        off.on(day, place, zone).ifPresent(ends::add);
        off.on(day.plusDays(1), place, zone).ifPresent(ends::add);
        for (Instant end : ends) {
            if (end.isAfter(begin.get())) {
                return new Span(begin.get(), end);
            }
        }
        return new Span(begin.get(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private void forget(LocalDate today) {
        if (days.size() > DAYS_KEPT) {
            days.keySet().removeIf(day -> day.isBefore(today.minusDays(2)) || day.isAfter(today.plusDays(2)));
        }
    }
}
