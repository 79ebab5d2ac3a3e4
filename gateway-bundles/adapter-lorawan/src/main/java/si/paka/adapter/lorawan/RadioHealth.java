package si.paka.adapter.lorawan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well a device is heard, for a technician.
 *
 * @param margin_dB by how much the best concentrator heard the last uplinks above what the spreading factor needs
 * @param spreadingFactor of the last uplink; 0 if unknown
 * @param loss_percent of frames by the gaps in the frame counter, over the last uplinks
 * @param battery_percent of the last status answer
 * @param lastJoin empty if it has not joined since the server knows it
 * @param concentrators that heard the last uplink, best first
 * @param advice one sentence: what would help, or that nothing needs to be done
 */
public record RadioHealth(
        double margin_dB,
        int spreadingFactor,
        double loss_percent,
        OptionalDouble battery_percent,
        Optional<Instant> lastJoin,
        Instant lastHeard,
        List<Reception> concentrators,
        String advice) {
    public RadioHealth {
        concentrators = List.copyOf(concentrators);
    }
}
