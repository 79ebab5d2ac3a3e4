package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Day, evening and night levels and the day-evening-night level, energetic means of {@code LAeq} (Directive 2002/49/EC, annex I).
 * Slovenia's periods: 6 to 18, 18 to 22, 22 to 6 local time; a night of the change of clocks has 7 or 9 hours. A level needs
 * three quarters of its period's samples.
 */
final class NoiseLevels implements Derivation {
    private static final Property LAEQ = new Property("laeq");
    private static final Property LDEN = new Property("lden");
    private static final double COVERAGE = 0.75;
    /** A period that ended longer ago is not told any more. */
    private static final Duration LATEST = Duration.ofHours(6);

    /** A part of the day, by local hours. */
    enum Part {
        DAY("lday", 6, 12, 0),
        EVENING("levening", 18, 4, 5),
        NIGHT("lnight", 22, 8, 10);

        final Property level;
        private final int from;
        final int hours;
        final double penalty_dB;

        Part(String level, int from, int hours, double penalty_dB) {
            this.level = new Property(level);
            this.from = from;
            this.hours = hours;
            this.penalty_dB = penalty_dB;
        }

        private static Part at(int hour) {
            return hour >= 22 || hour < 6 ? NIGHT : hour < 18 ? DAY : EVENING;
        }

        private static Part of(Property level) {
            for (Part part : values()) {
                if (part.level.equals(level)) {
                    return part;
                }
            }
            return null;
        }
    }

    /** One part of one day; the night belongs to the day that it began on. */
    private record Period(LocalDate day, Part part, ZoneId zone) {
        static Period at(Instant at, ZoneId zone) {
            ZonedDateTime local = at.atZone(zone);
            LocalDate day = local.getHour() < 6 ? local.toLocalDate().minusDays(1) : local.toLocalDate();
            return new Period(day, Part.at(local.getHour()), zone);
        }

        Instant start() {
            return day.atTime(part.from, 0).atZone(zone).toInstant();
        }

        Instant end() {
            return day.atTime(part.from, 0).plusHours(part.hours).atZone(zone).toInstant();
        }
    }

    private final Duration interval;
    private final ZoneId zone;
    private final Map<Part, Observation> levels = new HashMap<>();
    private Period period;
    private double energy;
    private int count;
    private Instant newest = Instant.MIN;

    NoiseLevels(Duration interval, ZoneId zone) {
        this.interval = interval;
        this.zone = zone;
    }

    static List<Property> outputs() {
        return List.of(Part.DAY.level, Part.EVENING.level, Part.NIGHT.level, LDEN);
    }

    @Override
    public void derive(Moment moment) {
        if (period == null || moment.find(LAEQ).isEmpty() || moment.at().isBefore(period.end())) {
            return;
        }
        Instant end = period.end();
        double covered = (double) interval.toSeconds()
                * count
                / Duration.between(period.start(), end).toSeconds();
        if (moment.at().isAfter(end.plus(LATEST)) || covered < COVERAGE) {
            return;
        }
        double level = rounded(10 * Math.log10(energy / count));
        moment.add(period.part().level, Value.of(level), end, Quality.GOOD, "");
        if (period.part() == Part.NIGHT) {
            addDen(moment, level, end);
        }
    }

    private void addDen(Moment moment, double night, Instant end) {
        Observation day = levels.get(Part.DAY);
        Observation evening = levels.get(Part.EVENING);
        if (day != null
                && evening != null
                && day.observedAt().equals(new Period(period.day(), Part.DAY, zone).end())
                && evening.observedAt().equals(new Period(period.day(), Part.EVENING, zone).end())) {
            moment.add(LDEN, Value.of(den(Moment.number(day), Moment.number(evening), night)), end, Quality.GOOD, "");
        }
    }

    static double den(double day, double evening, double night) {
        double[] levels = {day, evening, night};
        double sum = 0;
        for (Part part : Part.values()) {
            sum += part.hours * Math.pow(10, (levels[part.ordinal()] + part.penalty_dB) / 10);
        }
        return rounded(10 * Math.log10(sum / 24));
    }

    private static double rounded(double level) {
        return Math.round(level * 10) / 10.0;
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(LAEQ)) {
            if (news.observedAt().isAfter(newest)) {
                newest = news.observedAt();
                take(news);
            }
            return;
        }
        Part part = Part.of(news.property());
        if (part != null) {
            levels.put(part, news);
        }
    }

    private void take(Observation news) {
        Period now = Period.at(news.observedAt(), zone);
        if (!now.equals(period)) {
            period = now;
            energy = 0;
            count = 0;
        }
        if (news.quality() == Quality.GOOD || news.quality() == Quality.SUSPECT) {
            energy += Math.pow(10, Moment.number(news) / 10);
            count++;
        }
    }

    @Override
    public Duration horizon() {
        return Duration.ofHours(26);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(Part.DAY.level, Part.EVENING.level);
    }
}
