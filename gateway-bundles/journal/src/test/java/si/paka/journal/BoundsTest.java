package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes first when age, size or the disk asks for it. Time and free space are passed in. */
class BoundsTest {
    private static final Bytes NO_HEAD = new Bytes(0);

    @TempDir
    Path dir;

    private final AtomicLong usable = new AtomicLong(10L << 30);
    private SegmentLog telemetry;
    private SegmentLog ledger;
    private Housekeeping housekeeping;
    private long position;

    @BeforeEach
    void open() throws Exception {
        telemetry = new SegmentLog(dir.resolve("telemetry"), 64 << 10);
        ledger = new SegmentLog(dir.resolve("ledger"), 64 << 10);
        JournalSettings settings = new JournalSettings(
                64 << 10,
                Duration.ofDays(30),
                1L << 20,
                1L << 20,
                256L << 20,
                Duration.ZERO,
                Duration.ZERO,
                20,
                1 << 20);
        housekeeping = new Housekeeping(settings, telemetry, ledger, usable::get);
    }

    private void segment(SegmentLog to, Instant at) throws Exception {
        Batch batch = new Batch();
        while (batch.bytes.size() < 64 << 10) {
            int mark = Frame.begin(batch.bytes, ++position, RecordCodec.ACCEPTED);
            RecordCodec.write(Samples.accepted(1), batch.bytes);
            Frame.end(batch.bytes, mark);
            batch.count(position);
        }
        to.write(NO_HEAD, batch, at.toEpochMilli());
    }

    @Test
    void telemetryGoesByAge() throws Exception {
        segment(telemetry, Samples.AT.minus(Duration.ofDays(31)));
        segment(telemetry, Samples.AT.minus(Duration.ofDays(29)));
        segment(telemetry, Samples.AT);
        segment(ledger, Samples.AT.minus(Duration.ofDays(399)));
        segment(ledger, Samples.AT);
        housekeeping.look(Samples.AT);
        assertEquals(1, telemetry.droppedSegments.sum());
        assertTrue(telemetry.droppedRecords.sum() > 500);
        assertEquals(0, ledger.droppedSegments.sum());
    }

    @Test
    void eachLogGoesBySizeOldestFirst() throws Exception {
        for (int i = 0; i < 20; i++) {
            segment(telemetry, Samples.AT);
        }
        segment(ledger, Samples.AT);
        housekeeping.look(Samples.AT);
        assertTrue(telemetry.bytes() <= 1 << 20);
        assertTrue(telemetry.holding(1).first > 1, "the oldest is still there");
        assertEquals(0, ledger.droppedSegments.sum());
    }

    @Test
    void aFullDiskTakesTelemetryThenRefusesItThenRecovers() throws Exception {
        segment(telemetry, Samples.AT);
        segment(telemetry, Samples.AT);
        segment(ledger, Samples.AT);
        segment(ledger, Samples.AT);
        usable.set(200L << 20);
        housekeeping.look(Samples.AT);
        assertEquals(1, telemetry.droppedSegments.sum());
        assertEquals(0, ledger.droppedSegments.sum());
        assertTrue(housekeeping.refusal().contains("200 MiB left"), housekeeping.refusal());
        usable.set(260L << 20);
        housekeeping.look(Samples.AT.plusSeconds(2));
        assertFalse(housekeeping.refusal().isEmpty(), "recovered without a margin");
        usable.set(300L << 20);
        housekeeping.look(Samples.AT.plusSeconds(4));
        assertEquals("", housekeeping.refusal());
    }

    @Test
    void aBadSettingIsNamedWithItsRange() {
        IllegalArgumentException bad = assertThrows(
                IllegalArgumentException.class,
                () -> new JournalSettings(
                        8 << 20, Duration.ofDays(0), 1 << 30, 1 << 30, 0, Duration.ZERO, Duration.ZERO, 20, 1 << 20));
        assertEquals("journal.telemetryDays is 0, expected 1..3650", bad.getMessage());
    }

    @Test
    void aMonthIsKeptOnFourGibibytesByDefault() {
        JournalSettings settings = JournalSettings.DEFAULT;
        assertEquals(8 << 20, settings.segmentBytes());
        assertEquals(Duration.ofDays(30), settings.telemetryAge());
        assertEquals(3L << 30, settings.telemetryBytes());
        assertEquals(512L << 20, settings.ledgerBytes());
        assertEquals(256L << 20, settings.reserveBytes());
        assertEquals(Duration.ofMillis(1), settings.gather());
        assertEquals(Duration.ofMillis(12), settings.delay());
        assertEquals(20, settings.syncsPerSecond());
        assertEquals(8 << 20, settings.bufferBytes());
    }
}
