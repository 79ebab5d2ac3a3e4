package si.paka.profiles.derive;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Energy and burning hours of a lamp whose device has no counter: the power it had since it last spoke, or what its level says
 * of its rated power, times the time. Both only grow. A silence longer than stated is counted up to that and marked.
 */
final class LampEnergy implements Derivation {
    static final Property ENERGY = new Property("energy");
    static final Property HOURS = new Property("burningHours");
    private static final Property POWER = new Property("power");
    private static final double HOUR_ms = 3_600_000;

    /**
     * @param rated_W power at full level, for lamps that don't measure it; 0 if it is not known
     * @param standby share of the rated power that the lamp takes at level 0
     * @param burning_W from this power on it burns
     * @param longestGap longer silences are counted no longer
     */
    record Lamp(double rated_W, double standby, double burning_W, Duration longestGap) {
        double power(double level) {
            return level <= 0 ? 0 : rated_W * (standby + (1 - standby) * level);
        }
    }

    private final Lamp lamp;
    private Instant at;
    private Instant powerAt = Instant.MIN;
    private double power_W = Double.NaN;
    private double level = Double.NaN;
    private boolean on;
    private double energy_kWh;
    private double burned_h;
    private boolean counts;

    LampEnergy(Lamp lamp) {
        this.lamp = lamp;
    }

    @Override
    public void derive(Moment moment) {
        if (!speaksOfLight(moment) || at != null && !moment.at().isAfter(at)) {
            return;
        }
        boolean counter = moment.observations().stream()
                .anyMatch(one -> one.property().equals(ENERGY) && one.quality() != Quality.ESTIMATED);
        if (counter) {
            return;
        }
        Duration time = at == null ? Duration.ZERO : Duration.between(at, moment.at());
        boolean gap = time.compareTo(lamp.longestGap()) > 0;
        double hours = (gap ? lamp.longestGap() : time).toMillis() / HOUR_ms;
        double power = power();
        Quality quality = gap ? Quality.INCOMPLETE : Quality.ESTIMATED;
        String doubt = gap
                ? "nothing was heard for " + Words.of(time) + ", counted " + Words.of(lamp.longestGap())
                : "power over time, no counter";
        if (counts || !Double.isNaN(power)) {
            double more = Double.isNaN(power) ? 0 : power * hours / 1000;
            moment.add(ENERGY, Value.of(round(energy_kWh + more)), quality, doubt);
        }
        moment.add(HOURS, Value.of(round(burned_h + (burns(power) ? hours : 0))), quality, doubt);
    }

    private static double round(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static boolean speaksOfLight(Moment moment) {
        return moment.find(POWER).isPresent()
                || moment.find(Property.POWER_STATE).isPresent()
                || moment.find(Property.DIMMING_LEVEL).isPresent();
    }

    /** Since it last spoke; NaN if not known. */
    private double power() {
        if (!Double.isNaN(power_W)) {
            return power_W;
        }
        if (lamp.rated_W() <= 0 || Double.isNaN(level) && !on) {
            return Double.NaN;
        }
        return lamp.power(Double.isNaN(level) ? 1 : level);
    }

    private boolean burns(double power) {
        return Double.isNaN(power) ? on || level > 0 : power >= lamp.burning_W();
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(ENERGY)) {
            energy_kWh = Moment.number(news);
            counts = true;
        } else if (news.property().equals(HOURS)) {
            burned_h = Moment.number(news);
        } else if (at == null || !news.observedAt().isBefore(at)) {
            state(news);
        }
    }

    private void state(Observation news) {
        if (news.property().equals(POWER)) {
            power_W = news.quality() == Quality.OUT_OF_RANGE ? Double.NaN : Moment.number(news);
            powerAt = news.observedAt();
        } else if (news.property().equals(Property.DIMMING_LEVEL)) {
            level = Moment.number(news);
            changed(news.observedAt(), level <= 0);
        } else if (news.property().equals(Property.POWER_STATE)) {
            on = news.value().equals(Value.of(true));
            level = on && level == 0 ? Double.NaN : level;
            changed(news.observedAt(), !on);
        } else {
            return;
        }
        at = news.observedAt();
    }

    /** What was measured before the light changed does not hold any more. */
    private void changed(Instant when, boolean off) {
        if (when.isAfter(powerAt)) {
            power_W = off ? 0 : lamp.rated_W() > 0 ? Double.NaN : power_W;
        }
    }

    @Override
    public Duration horizon() {
        return Duration.ofHours(26);
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(ENERGY, HOURS, POWER, Property.POWER_STATE, Property.DIMMING_LEVEL);
    }
}
