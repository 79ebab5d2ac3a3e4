package si.paka.adapter.lorawan.radio;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
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
    private static final int SLICES_PER_MINUTE = 6;
    private static final int MINUTES = 60;
    /** Share of a band's hour that is written down before it is spent. */
    private static final double AHEAD = 0.04;

    private static final class Hour {
        final long[] used_us = new long[SLICES];
        long slice = Long.MIN_VALUE;
        long sum_us;
        long unsaved_us;

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

        void add(long airtime_us, long slicesAgo) {
            used_us[at(slicesAgo)] += airtime_us;
            sum_us += airtime_us;
        }

        int at(long slicesAgo) {
            return (int) Math.floorMod(slice - slicesAgo, (long) SLICES);
        }

        void take(long airtime_us, long slicesAgo) {
            long taken_us = Math.min(airtime_us, used_us[at(slicesAgo)]);
            used_us[at(slicesAgo)] -= taken_us;
            sum_us -= taken_us;
            if (taken_us < airtime_us && slicesAgo == 0) {
                take(airtime_us - taken_us, 1); // it was spent a moment ago, in the slice before
            }
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
        hour.add(micros(airtime), 0);
        hour.unsaved_us += micros(airtime);
    }

    /** Gives back what was spent on a transmission that did not happen. */
    public void giveBack(SubBand band, Duration airtime, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        hour.take(micros(airtime), 0);
    }

    /** Share of the band's budget that is left, 0..1. */
    public double left(SubBand band, long now_us) {
        Hour hour = hours.get(band);
        hour.advance(now_us);
        return Math.max(0, 1 - hour.sum_us / (band.dutyCycle() * HOUR_us));
    }

    /** Whether more was spent since {@link #save} than half of what that wrote down in advance. */
    public boolean mustSave() {
        for (SubBand band : SubBand.values()) {
            if (hours.get(band).unsaved_us > budget_us(band) * AHEAD / 2) {
                return true;
            }
        }
        return false;
    }

    /**
     * What was spent, in sixty parts of a minute for each band, with something in advance: whatever is spent until the next time is then
     * covered should the process die before.
     */
    public byte[] save(Instant now, long now_us) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(now.getEpochSecond());
            for (SubBand band : SubBand.values()) {
                Hour hour = hours.get(band);
                hour.advance(now_us);
                hour.unsaved_us = 0;
                save(band, hour, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void save(SubBand band, Hour hour, DataOutputStream out) throws IOException {
        for (int minute = 0; minute < MINUTES && hour.sum_us > 0; minute++) {
            long used_us = minute == 0 ? (long) (budget_us(band) * AHEAD) : 0;
            for (int i = 0; i < SLICES_PER_MINUTE; i++) {
                used_us += hour.used_us[hour.at(minute * SLICES_PER_MINUTE + i)];
            }
            if (used_us > 0) {
                out.writeByte(band.ordinal());
                out.writeByte(minute);
                out.writeInt((int) (used_us / 1_000 + 1));
            }
        }
    }

    /** Counts what a former run has spent, each part as if it had been at its end. */
    public void restore(byte[] saved, Instant now, long now_us) {
        hours.values().forEach(hour -> hour.advance(now_us));
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
            long age = Math.max(0, now.getEpochSecond() - in.readLong()) * 1_000_000 / SLICE_us;
            while (in.available() > 0) {
                Hour hour = hours.get(SubBand.values()[in.readUnsignedByte()]);
                long slicesAgo = age + (long) in.readUnsignedByte() * SLICES_PER_MINUTE;
                long used_us = in.readInt() * 1_000L;
                if (slicesAgo < SLICES) {
                    hour.add(used_us, slicesAgo);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double budget_us(SubBand band) {
        return band.dutyCycle() * HOUR_us;
    }

    private static long micros(Duration airtime) {
        return airtime.toNanos() / 1_000 + 1;
    }
}
