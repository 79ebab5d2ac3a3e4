package si.paka.adapter.lorawan;

import java.time.Duration;

/**
 * How a frame went through the air.
 *
 * @param dataRate EU868 DR 0..11, -1 if unknown
 * @param spreadingFactor 7..12, 0 with FSK or if unknown
 * @param frequency_Hz 0 if unknown
 * @param airtime zero if unknown
 */
public record RadioChannel(int dataRate, int spreadingFactor, long frequency_Hz, Duration airtime) {}
