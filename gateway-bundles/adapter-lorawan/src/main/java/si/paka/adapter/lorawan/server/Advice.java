package si.paka.adapter.lorawan.server;

import java.util.OptionalDouble;

/** What would help a device that is heard badly, in one sentence. Pure. */
final class Advice {
    private static final double THIN_dB = 5;
    private static final double LOSSY_percent = 10;
    private static final double EMPTY_percent = 15;

    private Advice() {}

    static String of(
            double margin_dB, int spreadingFactor, double loss_percent, int concentrators, OptionalDouble battery) {
        if (battery.isPresent() && battery.getAsDouble() < EMPTY_percent) {
            return "Change the battery soon: " + Math.round(battery.getAsDouble()) + " % are left.";
        }
        boolean thin = margin_dB < THIN_dB;
        if (thin && spreadingFactor >= 11) {
            return concentrators > 1
                    ? "Several concentrators hear it weakly at its slowest rate: a higher or freer antenna at the device would help."
                    : "It is at the edge of reach at its slowest rate: a concentrator nearby, or a freer antenna, would help.";
        }
        if (loss_percent > LOSSY_percent && !thin) {
            return "The signal is good and frames are lost all the same: look for interference, or for many devices that send at"
                    + " the same second.";
        }
        if (loss_percent > LOSSY_percent) {
            return "Frames are lost for want of signal: let the network set the data rate (ADR), or bring a concentrator nearer.";
        }
        if (concentrators == 1 && thin) {
            return "One concentrator hears it, with little to spare: a second one would make it safe.";
        }
        return "Nothing needs to be done.";
    }
}
