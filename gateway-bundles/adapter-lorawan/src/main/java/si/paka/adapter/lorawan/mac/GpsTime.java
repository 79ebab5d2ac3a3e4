package si.paka.adapter.lorawan.mac;

import java.time.Instant;

/** Seconds since 1980-01-06 without leap seconds, as devices keep time. */
public final class GpsTime {
    private static final long EPOCH_s = 315_964_800L;
    /** Since 2017-01-01; none was announced since. */
    private static final long LEAP_s = 18;

    private GpsTime() {}

    public static long seconds(Instant utc) {
        return utc.getEpochSecond() - EPOCH_s + LEAP_s;
    }

    /** In 256ths of a second. */
    public static int fraction(Instant utc) {
        return (int) (utc.getNano() * 256L / 1_000_000_000L);
    }
}
