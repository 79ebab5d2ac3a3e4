package si.paka.adapter.lorawan.radio;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import si.paka.adapter.lorawan.mac.SubBand;

/**
 * How long one transmitter was on air in each sub-band within the last hour (ETSI EN 300 220). Counted in slices of ten seconds, each
 * for a slice longer than an hour, so that it errs to the safe side. Part of the 10 % band is kept for what protects people. Pure; one
 * thread.
 */
public final class DutyCycle {
    private static final long SLICE_us = 10_000_000;
    private static final int SLICES = 361;
    private static final long HOUR_us = 3_600_000_000L;

    private static final class Hour {
        final long[] used_us = new long[SLICES];
        long slice = Long.MIN_VALUE;
        long sum_us;

        void advance(long now_us) {
            long present = Math.floorDiv(now_us, SLICE_us);
            if (slice == Long.MIN_VALUE || present - slice >= SLICES) {
                Arrays.fill(used_us, 0);
                sum_us = 0;
                slice = Math.max(slice, present);
            }
            while (slice < present) {
                slice++;
                int at = (int) Math.floorMod(slice, (long) SLICES);
                sum_us -= used_us[at];
                used_us[at] = 0;
            }
        }

        void add(long airtime_us) {
            used_us[(int) Math.floorMod(slice, (long) SLICES)] += airtime_us;
            sum_us += airtime_us;
        }
    }

    private final Map<SubBand, Hour> hours = new EnumMap<>(SubBand.class);
    private final double reserve;

    /** @param reserve share of band P, 0..1, that only protected transmissions may use */
    public DutyCycle(double reserve) {
        this.reserve = reserve;
        for (SubBand band : SubBand.values()) {
            hours.put(band, new Hour());
        }
    }

    /** @param isProtected whether it may use the reserve */
    public boolean allows(SubBand band, Duration airtime, boolean isProtected, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        double budget_us = band.dutyCycle() * HOUR_us;
        if (band == SubBand.P && !isProtected) {
            budget_us *= 1 - reserve;
        }
        return hour.sum_us + micros(airtime) <= budget_us;
    }

    /** Takes the airtime of a transmission that begins now or soon. */
    public void spend(SubBand band, Duration airtime, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        hour.add(micros(airtime));
    }

    /** Gives back what was spent on a transmission that did not happen. */
    public void giveBack(SubBand band, Duration airtime, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        hour.add(-Math.min(micros(airtime), hour.sum_us));
    }

    /** Share of the band's budget that is left, 0..1. */
    public double left(SubBand band, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        return Math.max(0, 1 - hour.sum_us / (band.dutyCycle() * HOUR_us));
    }

    private static long micros(Duration airtime) {
        return airtime.toNanos() / 1_000 + 1;
    }
}
