package si.paka.model.port;

import java.util.Map;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.device.Device;

/** Turns what is wanted into what the device's profile says it understands. Served by {@code profiles}. */
public interface CommandEncoder {
    /** For what the arbiter decided, e.g. a dimming level. */
    Result encode(Device device, CommandValue value);

    /** For a command by name, e.g. {@code reportInterval} with {@code {"value": 900}}. */
    Result encode(Device device, String command, Map<String, Object> arguments);

    /** Either what to send, or why it can't be said. */
    sealed interface Result {
        record Encoded(EncodedCommand content) implements Result {}

        record Refused(String reason) implements Result {}
    }
}
