package si.paka.profiles.codec;

import java.time.Duration;

/**
 * What one call may use.
 *
 * @param time CPU time, 10 ms..10 s; of the clock's time twenty times as much
 * @param bytes 1..512 MiB of allocation
 * @param strikes limit violations after which a codec is quarantined, 1..100
 */
public record CodecLimits(Duration time, long bytes, int strikes) {
    public static final CodecLimits DEFAULT = new CodecLimits(Duration.ofMillis(500), 64L << 20, 5);

    public CodecLimits {
        if (time.toMillis() < 10 || time.toMillis() > 10_000) {
            throw new IllegalArgumentException("profiles.codecTime_ms is " + time.toMillis() + ", expected 10..10000");
        }
        if (bytes < 1 << 20 || bytes > 512L << 20) {
            throw new IllegalArgumentException("profiles.codecMemoryMiB is " + (bytes >> 20) + ", expected 1..512");
        }
        if (strikes < 1 || strikes > 100) {
            throw new IllegalArgumentException("profiles.codecStrikes is " + strikes + ", expected 1..100");
        }
    }
}
