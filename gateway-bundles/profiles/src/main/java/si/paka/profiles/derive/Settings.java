package si.paka.profiles.derive;

import java.time.Duration;
import java.util.Map;
import si.paka.model.Property;

/** What is set for one derivation of one device: the device's own word, else its profile's, else what is usual. */
final class Settings {
    private final DerivationKind kind;
    private final Map<String, String> given;
    private final Map<String, String> attributes;

    Settings(DerivationKind kind, Map<String, String> given, Map<String, String> attributes) {
        this.kind = kind;
        this.given = given;
        this.attributes = attributes;
    }

    /** Empty if nobody says it. A device's word that is wrong does not count; approval has told so. */
    String text(String name) {
        Setting setting = kind.setting(name);
        String own = setting.attribute().isEmpty() ? "" : attributes.getOrDefault(setting.attribute(), "");
        if (!own.isBlank() && setting.problem(own.strip()).isEmpty()) {
            return own.strip();
        }
        return given.getOrDefault(name, setting.otherwise());
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    Property property(String name) {
        return new Property(text(name));
    }
}
