package si.paka.profiles.derive;

/** The inside of a container: which share of it is full when its content stands to a share of its height. */
enum ContainerShape {
    BOX,
    CYLINDER_STANDING,
    CYLINDER_LYING,
    /** Narrower below in both directions, e.g. an underground container's hopper; down to a point at bottom ratio 0. */
    CONE,
    /** Narrower below in one direction. */
    TRAPEZOID;

    /**
     * @param height 0..1 of the inside height
     * @param bottom width at the bottom over width at the top, 0..1; for {@link #CONE} and {@link #TRAPEZOID}
     * @return 0..1 of the volume
     */
    double filled(double height, double bottom) {
        return switch (this) {
            case BOX, CYLINDER_STANDING -> height;
            case CYLINDER_LYING -> segment(height);
            case CONE ->
                bottom == 1 ? height : (cube(bottom + (1 - bottom) * height) - cube(bottom)) / (1 - cube(bottom));
            case TRAPEZOID -> (bottom * height + (1 - bottom) * height * height / 2) / (bottom + (1 - bottom) / 2);
        };
    }

    /** Area of a circular segment over that of the circle. */
    private static double segment(double height) {
        double x = 1 - 2 * height;
        return (Math.acos(x) - x * Math.sqrt(Math.max(0, 1 - x * x))) / Math.PI;
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
