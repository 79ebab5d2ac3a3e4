package si.paka.profiles.derive;

import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.Quality;
import si.paka.model.Value;

/**
 * How full a container is, from the distance that its sensor measures downwards to the content. A device that tells its fill
 * level itself is left alone.
 */
final class FillFromDistance implements Derivation {
    static final Property FILL = new Property("fillLevel");
    private static final Property DISTANCE = new Property("distance");
    /** Readings somewhat below the floor are the floor: it is rarely even. */
    private static final double FLOOR_TOLERANCE = 1.05;

    /**
     * Where the sensor is.
     *
     * @param height_m inside height of the container, from the floor to where it counts as full
     * @param offset_m from the sensor's face down to where the container counts as full
     * @param deadZone_m nearer than this the sensor measures nothing right
     * @param bottom width at the bottom over width at the top
     */
    record Mounting(double height_m, double offset_m, double deadZone_m, ContainerShape shape, double bottom) {
        double fill(double distance_m) {
            double level_m = height_m - (distance_m - offset_m);
            double filled = shape.filled(Math.max(0, Math.min(1, level_m / height_m)), bottom);
            return Math.round(filled * 1000) / 1000.0;
        }
    }

    private final Mounting mounting;

    FillFromDistance(Mounting mounting) {
        this.mounting = mounting;
    }

    @Override
    public void derive(Moment moment) {
        if (moment.find(FILL).isEmpty()) {
            moment.find(DISTANCE).ifPresent(distance -> add(moment, distance, Moment.number(distance)));
        }
    }

    private void add(Moment moment, Observation distance, double distance_m) {
        double floor_m = mounting.height_m() + mounting.offset_m();
        Value fill = Value.of(mounting.fill(Math.max(distance_m, mounting.deadZone_m())));
        if (distance.quality() != Quality.GOOD) {
            moment.add(FILL, fill, distance.quality(), "the distance is doubted: " + distance.doubt());
        } else if (distance_m < mounting.deadZone_m()) {
            moment.add(
                    FILL,
                    fill,
                    Quality.SUSPECT,
                    "distance is " + Words.of(distance_m)
                            + " m, within the sensor's dead zone of " + Words.of(mounting.deadZone_m())
                            + " m: full, or something lies before the sensor");
        } else if (distance_m > floor_m * FLOOR_TOLERANCE) {
            moment.add(
                    FILL,
                    fill,
                    Quality.OUT_OF_RANGE,
                    "distance is " + Words.of(distance_m)
                            + " m, expected at most " + Words.of(floor_m)
                            + " m to the floor; check containerHeight_m, sensorOffset_m and the mounting");
        } else {
            moment.add(FILL, fill, Quality.GOOD, "");
        }
    }

    @Override
    public void remember(Observation observation) {
        // each message stands for itself
    }
}
