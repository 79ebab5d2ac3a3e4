package si.paka.model.port;

import java.time.Instant;
import si.paka.model.DeviceId;
import si.paka.model.Site;
import si.paka.model.decision.DimmingLevel;

/** The site in force. Served by {@code rules}. */
public interface SiteRegistry {
    Site current();

    /**
     * What no rule may dim the luminaire below at that instant; {@link DimmingLevel#OFF} while the schedule has it off, and
     * for luminaires that no street names.
     */
    DimmingLevel floor(DeviceId luminaire, Instant at);
}
