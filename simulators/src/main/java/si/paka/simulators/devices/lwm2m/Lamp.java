package si.paka.simulators.devices.lwm2m;

import java.time.Duration;

/**
 * The light and the meter of one lamp post: the output follows the command with a fade, power follows the output, energy
 * adds up. Safe from any thread.
 */
public final class Lamp {
    /** Percent per second. */
    private static final double FADE = 60;

    private static final double STANDBY_W = 0.6;
    private static final double FULL_W = 58;

    private boolean on = true;
    private int commanded = 100;
    private double level = 100;
    private double energy;
    private boolean presence;
    private boolean faulty;

    /** @param percent 0..100 */
    public synchronized void dim(int percent) {
        commanded = Math.max(0, Math.min(100, percent));
    }

    public synchronized void switchOn(boolean isOn) {
        on = isOn;
    }

    public synchronized void sense(boolean somebody) {
        presence = somebody;
    }

    public synchronized void fail(boolean isFaulty) {
        faulty = isFaulty;
    }

    /** Lets time pass; true if the output changed by it. */
    public synchronized boolean advance(Duration time) {
        double seconds = time.toNanos() / 1e9;
        energy += power() * seconds / 3600;
        double wanted = on ? commanded : 0;
        double before = level;
        double step = FADE * seconds;
        level = Math.abs(wanted - level) <= step ? wanted : level + Math.signum(wanted - level) * step;
        return Math.abs(level - before) > 1e-9;
    }

    public synchronized boolean isOn() {
        return on;
    }

    /** What was asked for, percent. */
    public synchronized int commanded() {
        return commanded;
    }

    /** Present light output, percent. */
    public synchronized int level() {
        return (int) Math.round(level);
    }

    /** Active power, W. */
    public synchronized double power() {
        return faulty || level == 0 ? STANDBY_W : STANDBY_W + FULL_W * Math.pow(level / 100, 1.1);
    }

    /** Since the simulation began, Wh. */
    public synchronized double energy() {
        return energy;
    }

    public synchronized boolean presence() {
        return presence;
    }

    public synchronized boolean isFaulty() {
        return faulty;
    }
}
