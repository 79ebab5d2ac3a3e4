package si.paka.model.port;

import java.util.List;
import si.paka.model.DeviceMessage;
import si.paka.model.Observation;
import si.paka.model.device.Device;

/**
 * Turns bytes into observations by the device's profile. Served by {@code profiles}; safe from several threads; bounded
 * in time and memory whatever the codec does.
 */
public interface MessageDecoder {
    /** @param position where the message lies in the journal; names the observations */
    Result decode(Device device, DeviceMessage message, long position);

    /** Bad bytes from the street are ordinary, so failure is a value. */
    sealed interface Result {
        /** @param warnings what the codec remarked */
        record Decoded(List<Observation> observations, List<String> warnings) implements Result {
            public Decoded {
                observations = List.copyOf(observations);
                warnings = List.copyOf(warnings);
            }
        }

        /** @param code stable and short, e.g. {@code codec-timeout}, {@code codec-error}, {@code bad-senml} */
        record Rejected(String code, String reason) implements Result {}
    }
}
