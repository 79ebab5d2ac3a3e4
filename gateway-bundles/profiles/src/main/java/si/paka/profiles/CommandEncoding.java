package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.Value;

/** How a command is told to the device. */
sealed interface CommandEncoding {
    /**
     * The codec's encoder is called.
     *
     * @param argument where the value goes in its data, step by step
     * @param with what else stands in the data
     * @param port 1..223 for codecs that do not say it, else 0
     */
    record Call(
            List<String> argument, double scale, double offset, Optional<ObjectNode> with, int port, boolean confirmed)
            implements CommandEncoding {}

    /** LwM2M resources to write, in order. */
    record Writes(List<Write> writes) implements CommandEncoding {}

    /** @param fixed is written whatever the command's value */
    record Write(String path, As as, double scale, Optional<Value> fixed) {}

    /** An LwM2M resource to execute. @param arguments {@code {value}} stands for the command's value */
    record Execute(String path, String arguments) implements CommandEncoding {}

    /** How a value is written. */
    enum As {
        NUMBER,
        FLAG,
        TEXT
    }

    /** @param told what the device is told for each name of a command that has names; else empty */
    record Command(CommandEncoding encoding, Map<String, JsonNode> told) {}
}
