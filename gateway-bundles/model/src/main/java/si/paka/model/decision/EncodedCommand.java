package si.paka.model.decision;

import java.util.List;
import si.paka.model.Value;

/** A command in the form that a device's transport carries. */
public sealed interface EncodedCommand {
    /** Payload bytes on an application port. */
    record Downlink(int port, byte[] payload, boolean confirmed) implements EncodedCommand {}

    /** LwM2M resources to write, in order. */
    record Writes(List<ResourceWrite> writes) implements EncodedCommand {
        public Writes {
            writes = List.copyOf(writes);
        }
    }

    record ResourceWrite(String path, Value value) {}

    /** An LwM2M resource to execute. */
    record Execute(String path, String arguments) implements EncodedCommand {}
}
