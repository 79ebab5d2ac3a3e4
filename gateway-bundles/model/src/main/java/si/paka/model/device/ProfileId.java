package si.paka.model.device;

import java.util.regex.Pattern;

/** Names a device profile: {@code <vendor>/<model>}, both {@code [a-z0-9-]+}. */
public record ProfileId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}/[a-z0-9-]{1,64}");

    public ProfileId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "profile id is \"" + value + "\", expected vendor/model in " + FORM.pattern());
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
