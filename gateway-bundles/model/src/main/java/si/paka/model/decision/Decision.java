package si.paka.model.decision;

import java.time.Instant;
import java.util.List;
import si.paka.model.DeviceId;

/**
 * Who won over one actuator, and who lost.
 *
 * @param value what is in force; differs from the winner's where a limit changed it
 * @param limitedBy why it differs, empty if it does not
 */
public record Decision(
        DeviceId target, Instant at, Proposal winner, List<Proposal> losers, CommandValue value, String limitedBy) {
    public Decision {
        losers = List.copyOf(losers);
    }
}
