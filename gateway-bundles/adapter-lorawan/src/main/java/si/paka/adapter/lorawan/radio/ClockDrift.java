package si.paka.adapter.lorawan.radio;

/**
 * How fast a concentrator's clock runs against the cabinet's: parts per million from the least delayed receptions, at least ten minutes
 * apart. Pure; one thread.
 */
final class ClockDrift {
    private static final long SPAN_us = 600_000_000;
    private static final long MASK = 0xffff_ffffL;

    private boolean begun;
    private long lastTicks;
    private long unwrapped;
    private long windowFrom_us;
    private long least;
    private long leastAt_us;
    private boolean hasFormer;
    private long former;
    private long formerAt_us;
    private double ppm = Double.NaN;

    /** Takes a reception: its time by the concentrator (lower 32 bits count) and by the cabinet. */
    void note(long ticks_us, long now_us) {
        long ticks = ticks_us & MASK;
        if (!begun || now_us - leastAt_us > 4 * SPAN_us) { // too long ago to know how often it wrapped
            begun = true;
            hasFormer = false;
            unwrapped = 0;
            lastTicks = ticks;
            begin(now_us);
            return;
        }
        long step = (ticks - lastTicks) & MASK;
        if (step > MASK / 2) {
            return; // out of order
        }
        unwrapped += step;
        lastTicks = ticks;
        long delay = now_us - unwrapped;
        if (delay < least) {
            least = delay;
            leastAt_us = now_us;
        }
        if (now_us - windowFrom_us >= SPAN_us) {
            finish(now_us);
        }
    }

    private void begin(long now_us) {
        windowFrom_us = now_us;
        least = now_us - unwrapped;
        leastAt_us = now_us;
    }

    private void finish(long now_us) {
        if (hasFormer && leastAt_us > formerAt_us) {
            ppm = -(least - former) * 1e6 / (leastAt_us - formerAt_us);
        }
        hasFormer = true;
        former = least;
        formerAt_us = leastAt_us;
        begin(now_us);
    }

    /** Positive: it runs fast. Not a number until it is known. */
    double ppm() {
        return ppm;
    }
}
