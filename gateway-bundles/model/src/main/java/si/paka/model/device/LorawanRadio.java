package si.paka.model.device;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.Set;

/**
 * What a network server has to know of a LoRaWAN device's radio.
 *
 * @param macVersion LoRaWAN link layer, {@code 1.0.0} to {@code 1.0.4}: decides which DevNonces count as new
 * @param classC whether it listens all the time
 * @param rx2DataRate of its second window, of class C the one it listens on all the time (EU868, 0..7); empty: the server's choice
 * @param adr whether the network may set its data rate
 */
public record LorawanRadio(String macVersion, boolean classC, OptionalInt rx2DataRate, boolean adr) {
    /** For a profile that says nothing. */
    public static final LorawanRadio PLAIN = new LorawanRadio("1.0.3", false, OptionalInt.empty(), true);

    private static final Set<String> VERSIONS = Set.of("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4");

    public LorawanRadio {
        requireNonNull(rx2DataRate, "rx2DataRate is null");
        if (!VERSIONS.contains(macVersion)) {
            throw new IllegalArgumentException("macVersion is \"" + macVersion + "\", expected 1.0.0 to 1.0.4");
        }
        if (rx2DataRate.isPresent() && (rx2DataRate.getAsInt() < 0 || rx2DataRate.getAsInt() > 7)) {
            throw new IllegalArgumentException("rx2DataRate is " + rx2DataRate.getAsInt() + ", expected 0..7");
        }
    }

    /** Whether its DevNonce is a counter that only grows. */
    public boolean countsJoins() {
        return macVersion.equals("1.0.4");
    }
}
