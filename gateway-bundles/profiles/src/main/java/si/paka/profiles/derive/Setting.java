package si.paka.profiles.derive;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be set of a kind of derivation.
 *
 * @param otherwise what it is if nobody says; empty if somebody must
 * @param attribute the register's attribute by which a single device says it; empty if only the profile does
 */
public record Setting(
        String name, Type type, String otherwise, double minimum, double maximum, Set<String> words, String attribute) {
    /** How it is written: durations as in ISO 8601. */
    public enum Type {
        NUMBER,
        DURATION,
        WORD,
        PROPERTY,
        FLAG,
        ZONE,
        /** Names, with commas. */
        NAMES,
        /** Local time of day, or {@code never}. */
        TIME
    }

    static Setting number(String name, String otherwise, double minimum, double maximum) {
        return new Setting(name, Type.NUMBER, otherwise, minimum, maximum, Set.of(), "");
    }

    static Setting duration(String name, String otherwise) {
        return new Setting(name, Type.DURATION, otherwise, 0, 0, Set.of(), "");
    }

    static Setting word(String name, String otherwise, Set<String> words) {
        return new Setting(name, Type.WORD, otherwise, 0, 0, words, "");
    }

    static Setting of(String name, Type type, String otherwise) {
        return new Setting(name, type, otherwise, 0, 0, Set.of(), "");
    }

    Setting ofDevice(String attributeName) {
        return new Setting(name, type, otherwise, minimum, maximum, words, attributeName);
    }

    /** What is wrong with a text, as "found …, expected …"; empty if nothing is. */
    public Optional<String> problem(String text) {
        try {
            boolean fits = switch (type) {
                case NUMBER -> fits(Double.parseDouble(text));
                case DURATION ->
                    !Duration.parse(text).isNegative() && !Duration.parse(text).isZero();
                case WORD -> words.contains(text);
                case PROPERTY -> text.matches("[A-Za-z0-9_-]{1,64}");
                case FLAG -> text.equals("true") || text.equals("false");
                case ZONE -> ZoneId.of(text) != null;
                case NAMES -> text.matches("[A-Za-z0-9._:, -]{1,4000}");
                case TIME -> text.equals("never") || LocalTime.parse(text) != null;
            };
            return fits ? Optional.empty() : Optional.of("found \"" + text + "\", expected " + expected());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.of("found \"" + text + "\", expected " + expected());
        }
    }

    private boolean fits(double number) {
        return number >= minimum && number <= maximum;
    }

    private String expected() {
        return switch (type) {
            case NUMBER -> "a number " + Words.of(minimum) + ".." + Words.of(maximum);
            case DURATION -> "a duration such as 15m";
            case WORD -> "one of " + words.stream().sorted().toList();
            case PROPERTY -> "the name of a property";
            case FLAG -> "true or false";
            case NAMES -> "names of devices or assets, with commas";
            case TIME -> "a time of day such as 03:30, or never";
            case ZONE -> "a time zone such as Europe/Ljubljana";
        };
    }
}
