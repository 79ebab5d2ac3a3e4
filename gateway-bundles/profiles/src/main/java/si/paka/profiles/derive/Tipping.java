package si.paka.profiles.derive;

import java.util.Set;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * Whether a container or pole no longer stands upright: the angle between its axis and the vertical, from pitch and roll or from
 * the acceleration of the earth. A device that tells it itself is left alone.
 */
final class Tipping implements Derivation {
    private static final Property TILT = new Property("tilt");
    private static final Property ANGLE = new Property("tiltAngle");
    private static final Property PITCH = new Property("pitch");
    private static final Property ROLL = new Property("roll");
    private static final Property X = new Property("accelerationX");
    private static final Property Y = new Property("accelerationY");
    private static final Property Z = new Property("accelerationZ");

    /**
     * @param limit_deg from this angle on it is tipped
     * @param hysteresis_deg less by this it stands again
     */
    record Limits(double limit_deg, double hysteresis_deg) {}

    private final Limits limits;
    private boolean tipped;

    Tipping(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void derive(Moment moment) {
        if (moment.find(TILT).isPresent()) {
            return;
        }
        double angle = moment.number(ANGLE);
        if (Double.isNaN(angle)) {
            angle = angle(moment);
            if (Double.isNaN(angle)) {
                return;
            }
            moment.add(ANGLE, Value.of(Math.round(angle * 10) / 10.0), Quality.GOOD, "");
        }
        double limit = tipped ? limits.limit_deg() - limits.hysteresis_deg() : limits.limit_deg();
        moment.add(TILT, Value.of(angle >= limit), Quality.GOOD, "");
    }

    /** NaN if the moment doesn't tell. */
    private static double angle(Moment moment) {
        double pitch = Math.toRadians(moment.number(PITCH));
        double roll = Math.toRadians(moment.number(ROLL));
        if (!Double.isNaN(pitch + roll)) {
            return Math.toDegrees(Math.acos(Math.cos(pitch) * Math.cos(roll)));
        }
        double x = moment.number(X);
        double y = moment.number(Y);
        double z = moment.number(Z);
        return Math.toDegrees(Math.atan2(Math.hypot(x, y), z));
    }

    @Override
    public void remember(Observation news) {
        if (news.property().equals(TILT)) {
            tipped = news.value().equals(Value.of(true));
        }
    }

    @Override
    public Set<Property> lasting() {
        return Set.of(TILT);
    }
}
