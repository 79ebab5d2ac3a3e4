package si.paka.model;

import static java.util.Objects.requireNonNull;

/** The value of an observation. */
public sealed interface Value {
    /** A finite number in the unit that the vocabulary gives the property. */
    record Quantity(double number) implements Value {
        public Quantity {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("quantity is " + number + ", expected a finite number");
            }
        }
    }

    record Flag(boolean on) implements Value {}

    record Text(String text) implements Value {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /** A point in WGS 84 degrees. */
    record Place(double latitude, double longitude) implements Value {
        public Place {
            if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException("place is " + latitude + ", " + longitude
                        + ", expected latitude -90..90 and longitude -180..180");
            }
        }
    }

    static Value of(double number) {
        return new Quantity(number);
    }

    static Value of(boolean on) {
        return new Flag(on);
    }

    static Value of(String text) {
        return new Text(text);
    }
}
