package si.paka.model.journal;

import java.util.Map;

/**
 * How the journal is.
 *
 * @param problem what a technician should know (disk full, segment quarantined), empty if all is well
 * @param counters monotonic counters and gauges by metric name without prefix, e.g. {@code bytes_written},
 *     {@code syncs}, {@code segments_quarantined}, {@code telemetry_dropped_records}
 */
public record JournalStatus(boolean acceptsTelemetry, String problem, Map<String, Long> counters) {
    public JournalStatus {
        counters = Map.copyOf(counters);
    }
}
