package si.paka.adapter.lorawan.server;

import java.util.Optional;
import java.util.Set;

/** Who may have a session. Safe from any thread; from memory. */
interface DeviceDirectory {
    Optional<KnownDevice> find(String devEui);

    Set<String> listDevEuis();
}
