package si.paka.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shredzone.commons.suncalc.SunTimes;
import si.paka.model.Value;

/** A switching time as the site tells it: by the clock, or by the sun with an offset. Pure. */
record SwitchingTime(Kind kind, Duration offset) {
    private static final Pattern SUN = Pattern.compile("(sunset|sunrise)(?:([+-])(\\d{1,4})([mh]))?");
    private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    /** What it counts from. */
    enum Kind {
        SUNSET,
        SUNRISE,
        MIDNIGHT
    }

    static boolean isValid(String text) {
        return SUN.matcher(text).matches() || CLOCK.matcher(text).matches();
    }

    static SwitchingTime parse(String text) {
        Matcher sun = SUN.matcher(text);
        if (sun.matches()) {
            Duration offset = Duration.ZERO;
            if (sun.group(2) != null) {
                long amount = Long.parseLong(sun.group(3)) * (sun.group(2).equals("-") ? -1 : 1);
                offset = sun.group(4).equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
            }
            return new SwitchingTime(sun.group(1).equals("sunset") ? Kind.SUNSET : Kind.SUNRISE, offset);
        }
        if (text.equals("24:00")) {
            return new SwitchingTime(Kind.MIDNIGHT, Duration.ofDays(1));
        }
        return new SwitchingTime(Kind.MIDNIGHT, Duration.between(LocalTime.MIN, LocalTime.parse(text)));
    }

    /** When it is on a local day; empty if the sun does not rise or set on that day. */
    Optional<Instant> on(LocalDate day, Value.Place place, ZoneId zone) {
        if (kind == Kind.MIDNIGHT) {
            LocalDate date = offset.toDays() == 1 ? day.plusDays(1) : day;
            LocalTime time = offset.toDays() == 1 ? LocalTime.MIN : LocalTime.MIN.plus(offset);
            return Optional.of(date.atTime(time).atZone(zone).toInstant());
        }
        SunTimes times = SunTimes.compute()
                .on(day)
                .timezone(zone)
                .at(place.latitude(), place.longitude())
                .oneDay()
                .execute();
        var event = kind == Kind.SUNSET ? times.getSet() : times.getRise();
        return Optional.ofNullable(event).map(at -> at.toInstant().plus(offset));
    }
}
