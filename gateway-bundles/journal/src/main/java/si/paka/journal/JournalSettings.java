package si.paka.journal;

import java.time.Duration;

/**
 * How the journal behaves.
 *
 * @param segmentBytes size at which a segment is closed, 64 KiB..256 MiB
 * @param telemetryAge telemetry older than this is dropped
 * @param telemetryBytes telemetry beyond this is dropped, oldest segment first
 * @param ledgerBytes ledger beyond this is dropped, oldest segment first; large enough never to be reached
 * @param reserveBytes free space on the file system below which telemetry makes room and is then refused
 * @param gather how long a sync waits for records that belong together
 * @param delay how long a sync waits when the budget of immediate syncs is spent
 * @param syncsPerSecond how fast that budget refills
 * @param bufferBytes unsynced bytes beyond which appending is refused
 */
public record JournalSettings(
        long segmentBytes,
        Duration telemetryAge,
        long telemetryBytes,
        long ledgerBytes,
        long reserveBytes,
        Duration gather,
        Duration delay,
        int syncsPerSecond,
        int bufferBytes) {
    public static final JournalSettings DEFAULT = new JournalSettings(
            8L << 20,
            Duration.ofDays(30),
            3L << 30,
            512L << 20,
            256L << 20,
            Duration.ofMillis(1),
            Duration.ofMillis(12),
            20,
            8 << 20);

    public JournalSettings {
        within("journal.segmentKiB", segmentBytes >> 10, 64, 256 << 10);
        within("journal.buffer_KiB", bufferBytes >> 10, 64, 64 << 10);
        within("journal.telemetryDays", telemetryAge.toDays(), 1, 3650);
        within("journal.telemetryMiB", telemetryBytes >> 20, 1, 1 << 20);
        within("journal.ledgerMiB", ledgerBytes >> 20, 1, 1 << 20);
        within("journal.reserveMiB", reserveBytes >> 20, 0, 1 << 20);
        within("journal.gather_ms", gather.toMillis(), 0, 100);
        within("journal.delay_ms", delay.toMillis(), 0, 1000);
        within("journal.syncsPerSecond", syncsPerSecond, 1, 10_000);
    }

    private static void within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", expected " + least + ".." + most);
        }
    }
}
