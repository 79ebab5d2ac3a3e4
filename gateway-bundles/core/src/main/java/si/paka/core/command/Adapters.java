package si.paka.core.command;

import java.util.Optional;
import si.paka.model.Transport;
import si.paka.model.port.DeviceAdapter;

/** The adapters present now; they come and go by themselves. */
public interface Adapters {
    Optional<DeviceAdapter> find(Transport transport);
}
