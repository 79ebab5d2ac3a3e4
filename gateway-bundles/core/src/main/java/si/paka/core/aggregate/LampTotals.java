package si.paka.core.aggregate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Value;

/** How a group of lamps is: on if one of them is, with the mean level of those that say it. */
final class LampTotals {
    private LampTotals() {}

    static Totals of(List<Member> lamps, Instant now) {
        int on = 0;
        int off = 0;
        double levels = 0;
        int levelled = 0;
        for (Member lamp : lamps) {
            Optional<Double> level = lamp.says(Property.DIMMING_LEVEL, now)
                    .map(Observation::value)
                    .filter(Value.Quantity.class::isInstance)
                    .map(value -> ((Value.Quantity) value).number());
            Optional<Boolean> burns = lamp.flag(Property.POWER_STATE, now).or(() -> level.map(one -> one > 0));
            if (burns.isPresent()) {
                on += burns.get() ? 1 : 0;
                off += burns.get() ? 0 : 1;
            }
            if (level.isPresent()) {
                levels += burns.orElse(true) ? level.get() : 0;
                levelled++;
            }
        }
        Totals.Builder totals = new Totals.Builder()
                .put("lampsOn", on)
                .put("lampsOff", off)
                .put("lampsUnknown", lamps.size() - on - off);
        if (on + off > 0) {
            totals.put("powerState", on > 0);
        }
        if (levelled > 0) {
            totals.put("dimmingLevel", Math.round(levels / levelled * 1000) / 1000.0);
        }
        return totals.build();
    }
}
