package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Whether a container burns: it is hotter than any summer makes it, or gets hot faster than the sun can make it. Also values
 * that are marked as out of range or as a jump count, since that is what a fire looks like.
 */
final class ContainerFire implements Derivation {
    static final Property FIRE = new Property("fire");
    private static final Property TEMPERATURE = new Property("temperature");
    private static final double HYSTERESIS_K = 10;
    private static final int MOST_READINGS = 64;
    private static final Duration MEMORY = Duration.ofHours(24);

    /**
     * @param absolute_C it burns from this temperature on
     * @param rise_K it burns if it got warmer by this
     * @param within in this time, or as fast over a longer one
     * @param least_C but only from this temperature on
     */
    record Limits(double absolute_C, double rise_K, Duration within, double least_C) {}

    private record Reading(Instant at, double temperature) {}

    private final Limits limits;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private boolean burning;

    ContainerFire(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void derive(Moment moment) {
        Observation temperature = moment.find(TEMPERATURE).orElse(null);
        if (temperature == null || temperature.quality() == Quality.STUCK || !isNews(temperature)) {
            return;
        }
        moment.add(FIRE, Value.of(burns(temperature.observedAt(), Moment.number(temperature))), Quality.GOOD, "");
    }

    private boolean isNews(Observation temperature) {
        return readings.isEmpty()
                || temperature.observedAt().isAfter(readings.getLast().at());
    }

    private boolean burns(Instant at, double temperature) {
        if (burning) {
            return temperature >= limits.least_C() - HYSTERESIS_K;
        }
        return temperature >= limits.absolute_C() || temperature >= limits.least_C() && rose(at, temperature);
    }

    private boolean rose(Instant at, double temperature) {
        for (Reading before : readings) {
            Duration since = Duration.between(before.at(), at);
            double windows = (double) since.toMillis() / limits.within().toMillis();
            if (since.compareTo(MEMORY) <= 0
                    && temperature - before.temperature() >= limits.rise_K() * Math.max(1, windows)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(FIRE)) {
            burning = news.value().equals(Value.of(true));
        } else if (news.property().equals(TEMPERATURE) && news.quality() != Quality.STUCK && isNews(news)) {
            readings.addLast(new Reading(news.observedAt(), Moment.number(news)));
            Instant oldest = news.observedAt().minus(limits.within());
            while (readings.size() > MOST_READINGS
                    || readings.size() > 2 && readings.getFirst().at().isBefore(oldest)) {
                readings.removeFirst();
            }
        }
    }

    @Override
    public Duration horizon() {
        return MEMORY.plusHours(2);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(FIRE);
    }
}
