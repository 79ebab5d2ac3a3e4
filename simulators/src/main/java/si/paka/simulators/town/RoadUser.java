package si.paka.simulators.town;

/** Somebody on a street, on the way from one end to the other. */
final class RoadUser {
    /** Who it is, and how fast: metres per second. */
    enum Kind {
        PEDESTRIAN(1.4),
        CAR(11);

        private final double speed;

        Kind(double speed) {
            this.speed = speed;
        }

        String word() {
            return this == CAR ? "car" : "pedestrian";
        }
    }

    private final Kind kind;
    private final Street street;
    private final boolean forwards;
    private double travelled;
    private boolean crossed;

    RoadUser(Kind kind, Street street, boolean forwards) {
        this.kind = kind;
        this.street = street;
        this.forwards = forwards;
    }

    Kind kind() {
        return kind;
    }

    Street street() {
        return street;
    }

    void advance(double seconds) {
        travelled += kind.speed * seconds;
    }

    boolean isGone() {
        return travelled > street.length();
    }

    boolean isWithin(double metres, int lamp) {
        double position = forwards ? travelled : street.length() - travelled;
        return Math.abs(position - street.positionOf(lamp)) <= metres;
    }

    /** True once: when a pedestrian comes to the crossing. */
    boolean reachesCrossing(double metres) {
        boolean here = kind == Kind.PEDESTRIAN
                && !crossed
                && street.crossing().isPresent()
                && isWithin(metres, street.crossing().getAsInt());
        crossed |= here;
        return here;
    }
}
