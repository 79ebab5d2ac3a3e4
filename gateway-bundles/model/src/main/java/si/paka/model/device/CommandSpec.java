package si.paka.model.device;

import java.util.List;

/**
 * One command that a profile understands.
 *
 * @param unit UN/CEFACT code of the value, empty if it has none
 */
public record CommandSpec(String name, Argument argument, String unit, String meaning) {
    /** What value it takes. */
    public sealed interface Argument {
        /** A number, both ends included. */
        record Range(double minimum, double maximum) implements Argument {}

        /** One of these names. */
        record Choice(List<String> names) implements Argument {
            public Choice {
                names = List.copyOf(names);
            }
        }

        /** No value. */
        record None() implements Argument {}
    }
}
