package si.paka.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * One normalised property of one device at one instant.
 *
 * @param message journal position of the device message it was decoded from
 * @param doubt why the quality is not {@link Quality#GOOD}, a sentence of at most {@value #LONGEST_DOUBT} characters;
 *     empty when it is
 * @param said the value as the device's codec gave it, before conversion, e.g. {@code 72.5 °F}; at most
 *     {@value #LONGEST_SAID} characters; empty if it is the value itself, or if the value was derived
 */
public record Observation(
        DeviceId device,
        Property property,
        Value value,
        Instant observedAt,
        Quality quality,
        long message,
        String doubt,
        String said) {
    public static final int LONGEST_DOUBT = 160;
    public static final int LONGEST_SAID = 48;

    public Observation {
        requireNonNull(device, "device is null");
        requireNonNull(property, "property is null");
        requireNonNull(value, "value is null");
        requireNonNull(observedAt, "observedAt is null");
        requireNonNull(quality, "quality is null");
        doubt = quality == Quality.GOOD ? "" : cut(doubt, LONGEST_DOUBT);
        said = cut(said, LONGEST_SAID);
    }

    /** Without doubt's reason and source value. */
    public Observation(
            DeviceId device, Property property, Value value, Instant observedAt, Quality quality, long message) {
        this(device, property, value, observedAt, quality, message, "", "");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** The same, less believed. */
    public Observation doubted(Quality less, String why) {
        return new Observation(device, property, value, observedAt, less, message, why, said);
    }

    /** Names this observation in evidence: {@code <journal position>:<property>}. */
    public String id() {
        return message + ":" + property.name();
    }

    public Duration ageAt(Instant instant) {
        return Duration.between(observedAt, instant);
    }
}
