package si.paka.model;

/**
 * The name of one observed property in the town's vocabulary, e.g. {@code fillLevel}. Its unit, range and meaning are
 * data: see {@link si.paka.model.port.Vocabulary}. {@code [A-Za-z0-9_-]{1,64}}.
 */
public record Property(String name) {
    public static final Property PRESENCE = new Property("presence");
    public static final Property DIMMING_LEVEL = new Property("dimmingLevel");
    public static final Property POWER_STATE = new Property("powerState");
    public static final Property BATTERY_LEVEL = new Property("batteryLevel");
    public static final Property FAULT = new Property("fault");

    public Property {
        if (name.isEmpty() || name.length() > 64) {
            throw new IllegalArgumentException("property name has " + name.length() + " characters, expected 1..64");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean known =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!known) {
                throw new IllegalArgumentException("property name is \"" + name + "\", expected [A-Za-z0-9_-]{1,64}");
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
