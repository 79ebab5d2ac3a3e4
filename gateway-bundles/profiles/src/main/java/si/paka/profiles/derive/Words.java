package si.paka.profiles.derive;

import java.time.Duration;
import java.util.Locale;

/** Durations and numbers as people read them in a reason. */
final class Words {
    private Words() {}

    static String of(Duration time) {
        if (time.toHours() >= 48) {
            return time.toDays() + " d";
        }
        if (time.toMinutes() >= 120) {
            return time.toHours() + " h";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /** Three decimals at most, none that say nothing. */
    static String of(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceAll("\\.?0+$", "");
    }
}
