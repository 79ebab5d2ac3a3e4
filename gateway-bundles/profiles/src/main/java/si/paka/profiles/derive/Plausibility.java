package si.paka.profiles.derive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a property can behave over time.
 *
 * @param stuck how long it may show the same value; the first that fits a value counts
 * @param rate how fast it may change
 */
public record Plausibility(List<Stuck> stuck, Optional<Rate> rate) {
    /** Nothing is known. */
    public static final Plausibility ANY = new Plausibility(List.of(), Optional.empty());

    /**
     * The same value for longer than {@code after} is not believed, for values from {@code above} to {@code below}, both
     * included.
     */
    public record Stuck(Duration after, double above, double below) {
        boolean concerns(double number) {
            return number >= above && number <= below;
        }
    }

    /**
     * At most {@code change} in {@code per}; a shorter time allows as much.
     *
     * @param change in the property's unit
     */
    public record Rate(double change, Duration per) {
        double allowed(Duration time) {
            return change * Math.max(1, (double) time.toMillis() / per.toMillis());
        }
    }

    public Plausibility {
        stuck = List.copyOf(stuck);
    }

    public boolean saysNothing() {
        return stuck.isEmpty() && rate.isEmpty();
    }
}
