package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The checks that our identifiers share. */
final class Ids {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Ids() {}

    static String name(String what, String value) {
        return matching(what, value, NAME);
    }

    static String device(String what, String value) {
        return matching(what, value, DEVICE);
    }

    private static String matching(String what, String value, Pattern pattern) {
        requireNonNull(value, what + " is null");
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " is \"" + printable(value) + "\", expected " + pattern.pattern());
        }
        return value;
    }

    private static String printable(String value) {
        String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
