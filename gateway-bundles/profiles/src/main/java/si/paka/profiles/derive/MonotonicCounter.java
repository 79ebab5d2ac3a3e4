package si.paka.profiles.derive;

import java.time.Instant;
import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * A total that only grows, from a counter that wraps at its modulus or starts anew at nothing. A reading below the last one is a
 * wrap if the counter was near its end and comes out near its beginning, otherwise a new start.
 */
final class MonotonicCounter implements Derivation {
    /** Within this share of the modulus from its ends a fall is a wrap. */
    private static final double NEAR = 0.25;

    /**
     * @param reading the device's own counter, in the total's unit
     * @param total what is emitted
     * @param modulus at which the counter wraps, in the same unit; 0 if it doesn't
     */
    record Counter(Property reading, Property total, double modulus) {}

    private final Counter counter;
    private Instant newest = Instant.MIN;
    private double last = Double.NaN;
    private double total = Double.NaN;

    MonotonicCounter(Counter counter) {
        this.counter = counter;
    }

    @Override
    public void derive(Moment moment) {
        moment.find(counter.reading())
                .filter(reading -> reading.quality() != Quality.OUT_OF_RANGE)
                .filter(reading -> reading.observedAt().isAfter(newest))
                .ifPresent(reading -> derive(moment, Moment.number(reading)));
    }

    private void derive(Moment moment, double reading) {
        double sum = Double.isNaN(total) ? reading : total + grown(reading);
        moment.add(counter.total(), Value.of(Math.round(sum * 1e6) / 1e6), Quality.GOOD, "");
    }

    private double grown(double reading) {
        if (Double.isNaN(last)) {
            return 0; // the reading that the total goes with is not remembered: go on from here
        }
        if (reading >= last) {
            return reading - last;
        }
        double modulus = counter.modulus();
        boolean wrapped = modulus > 0 && last >= modulus * (1 - NEAR) && last < modulus && reading <= modulus * NEAR;
        return wrapped ? reading + modulus - last : reading;
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(counter.reading())) {
            if (news.quality() != Quality.OUT_OF_RANGE && news.observedAt().isAfter(newest)) {
                newest = news.observedAt();
                last = Moment.number(news);
            }
        } else if (news.property().equals(counter.total())) {
            total = Moment.number(news);
        }
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(counter.reading(), counter.total());
    }
}
