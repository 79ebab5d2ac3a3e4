package si.paka.profiles.units;

/** From one unit to another: value × factor + offset. */
public record Conversion(double factor, double offset) {
    public static final Conversion NONE = new Conversion(1, 0);

    public double apply(double value) {
        return value * factor + offset;
    }

    /** This one first, then the other. */
    public Conversion then(Conversion next) {
        return new Conversion(factor * next.factor, offset * next.factor + next.offset);
    }

    public Conversion inverse() {
        return new Conversion(1 / factor, -offset / factor);
    }
}
