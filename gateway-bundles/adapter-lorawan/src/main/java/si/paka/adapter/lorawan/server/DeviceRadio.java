package si.paka.adapter.lorawan.server;

import java.util.OptionalInt;
import si.paka.model.device.RadioProfile;
import si.paka.model.device.RadioProfile.DeviceClass;

/**
 * What this server uses of a device's radio profile.
 *
 * @param countsJoins whether its DevNonce is a counter that only grows (1.0.4); else it is random
 * @param classC whether it listens all the time
 * @param rx2DataRate of its second window, of class C the one it listens on (EU868, 0..7); empty: the server's choice
 */
record DeviceRadio(boolean countsJoins, boolean classC, OptionalInt rx2DataRate) {
    /** Of a device whose profile says nothing. */
    static final DeviceRadio PLAIN = new DeviceRadio(false, false, OptionalInt.empty());

    private static final int LAST_DATA_RATE = 7;

    /** What the profile says beyond this region is left out. */
    static DeviceRadio of(RadioProfile profile) {
        OptionalInt rate = profile.rx2().map(RadioProfile.Window::dataRate).orElse(OptionalInt.empty());
        boolean usable = rate.isPresent() && rate.getAsInt() >= 0 && rate.getAsInt() <= LAST_DATA_RATE;
        return new DeviceRadio(
                profile.macVersion().equals("1.0.4"),
                profile.deviceClass() == DeviceClass.C,
                usable ? rate : OptionalInt.empty());
    }
}
