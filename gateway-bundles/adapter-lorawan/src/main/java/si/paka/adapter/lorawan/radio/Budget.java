package si.paka.adapter.lorawan.radio;

/** How many packets one concentrator may bring: a bucket that fills steadily. One thread. */
public final class Budget {
    private final double perSecond;
    private final double most;
    private double left;
    private long last_us;

    public Budget(double perSecond, double most, long now_us) {
        this.perSecond = perSecond;
        this.most = most;
        this.left = most;
        this.last_us = now_us;
    }

    public boolean take(long now_us) {
        left = Math.min(most, left + (now_us - last_us) * perSecond / 1e6);
        last_us = now_us;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
