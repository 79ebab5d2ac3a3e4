package si.paka.profiles.derive;

import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;

/** Marks totals that lack members: a zone with silent bays has more free spots than it says, or fewer. */
final class IncompleteTotals implements Derivation {
    private final Property unknown;
    private final Set<Property> totals;

    IncompleteTotals(String unknown, Set<Property> totals) {
        this.unknown = new Property(unknown);
        this.totals = totals;
    }

    @Override
    public void derive(Moment moment) {
        double missing = moment.number(unknown);
        if (missing > 0) {
            moment.replaceAll(one -> totals.contains(one.property()) && one.quality() == Quality.GOOD
                    ? one.doubted(Quality.INCOMPLETE, Words.of(missing) + " are unknown")
                    : one);
        }
    }

    @Override
    public void remember(Observation observation) {
        // each total stands for itself
    }
}
