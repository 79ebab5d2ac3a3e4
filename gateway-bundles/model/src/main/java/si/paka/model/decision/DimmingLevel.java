package si.paka.model.decision;

/** Light output of a luminaire in percent; 0 is off. */
public record DimmingLevel(int percent) implements CommandValue {
    public static final DimmingLevel OFF = new DimmingLevel(0);
    public static final DimmingLevel FULL = new DimmingLevel(100);

    public DimmingLevel {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("dimming level is " + percent + " %, expected 0..100");
        }
    }

    /** The brighter of the two: more light is the safer choice for those in the street. */
    public DimmingLevel brighter(DimmingLevel other) {
        return percent >= other.percent ? this : other;
    }

    @Override
    public String toString() {
        return percent + " %";
    }
}
