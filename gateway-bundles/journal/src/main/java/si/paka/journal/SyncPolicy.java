package si.paka.journal;

/**
 * When to sync. Each sync costs a page of flash however little it holds, so a sync at once is paid from a budget that refills
 * slowly; when it is spent, records gather a little longer. Pure but for the budget; used by the sync thread.
 */
final class SyncPolicy {
    private static final int BURST_SECONDS = 10;
    static final int MANY_WAITERS = 8;
    private static final int MANY_BYTES = 16 << 10;
    private static final long UNASKED_ns = 1_000_000_000L;

    private final long gather_ns;
    private final long delay_ns;
    private final double perNano;
    private final double most;
    private double budget;
    private long filledAt;

    SyncPolicy(JournalSettings settings, long now) {
        gather_ns = settings.gather().toNanos();
        delay_ns = settings.delay().toNanos();
        perNano = settings.syncsPerSecond() / 1e9;
        most = settings.syncsPerSecond() * (double) BURST_SECONDS;
        budget = most;
        filledAt = now;
    }

    /**
     * How long to wait before the next sync.
     *
     * @param firstWaiter when somebody first asked for these records to be synced, or -1 if nobody has
     * @param firstRecord when the first of these records was appended
     * @return nanoseconds; 0 or less for now
     */
    long waitFor(long now, long firstWaiter, long firstRecord, int waiters, int bytes) {
        refill(now);
        if (firstWaiter == -1) {
            return firstRecord + UNASKED_ns - now;
        }
        if (waiters >= MANY_WAITERS || bytes >= MANY_BYTES) {
            return firstWaiter + Math.min(gather_ns, 300_000) - now;
        }
        return firstWaiter + (budget >= 1 ? gather_ns : delay_ns) - now;
    }

    /** A sync has been started that few waited for. */
    void spend(int waiters) {
        if (waiters < MANY_WAITERS) {
            budget = Math.max(0, budget - 1);
        }
    }

    private void refill(long now) {
        budget = Math.min(most, budget + (now - filledAt) * perNano);
        filledAt = now;
    }
}
