package si.paka.model.port;

import java.nio.file.Path;
import java.time.Instant;

/** Which cabinet this is. Served by {@code core} from the setting PID {@code si.paka.cabinet}. */
public interface CabinetInfo {
    /** {@code [A-Za-z0-9-]{1,64}} */
    String town();

    /** {@code [A-Za-z0-9-]{1,64}} */
    String cabinet();

    String version();

    Instant startedAt();

    /** The home directory, absolute; {@code etc}, {@code data}, {@code keys} and {@code log} lie below it. */
    Path home();
}
