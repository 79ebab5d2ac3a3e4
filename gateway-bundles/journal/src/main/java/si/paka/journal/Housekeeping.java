package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the logs within their bounds: oldest telemetry goes first, by age, by size and when the disk fills up; then new
 * telemetry is refused. The ledger goes only by its own, generous bound. Keeper thread only.
 */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration SCRUB_EVERY = Duration.ofSeconds(30);

    private final JournalSettings settings;
    private final SegmentLog telemetry;
    private final SegmentLog ledger;
    private final LongSupplier usableBytes;
    private Instant lastLook = Instant.EPOCH;
    private Instant lastScrub = Instant.EPOCH;
    private volatile String refusal = "";
    private volatile long failures;

    Housekeeping(JournalSettings settings, SegmentLog telemetry, SegmentLog ledger, LongSupplier usableBytes) {
        this.settings = settings;
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.usableBytes = usableBytes;
    }

    /** Why no telemetry is taken now; empty if it is. Any thread. */
    String refusal() {
        return refusal;
    }

    long failures() {
        return failures;
    }

    void look(Instant now) {
        if (!now.isBefore(lastLook) && now.isBefore(lastLook.plus(EVERY))) {
            return;
        }
        lastLook = now;
        try {
            dropByAge(now);
            dropBySize(telemetry, settings.telemetryBytes(), "telemetry holds more than its bound");
            dropBySize(ledger, settings.ledgerBytes(), "the ledger holds more than its bound");
            watchSpace();
            scrub(now);
        } catch (IOException | UncheckedIOException e) {
            failures++;
            log.error("keeping the journal within its bounds failed: {}", e.toString());
        }
    }

    private void dropByAge(Instant now) throws IOException {
        long limit = now.minus(settings.telemetryAge()).toEpochMilli();
        for (Segment oldest = telemetry.oldestClosed();
                oldest != null && oldest.newestMillis < limit;
                oldest = telemetry.oldestClosed()) {
            telemetry.dropOldest("older than " + settings.telemetryAge().toDays() + " days");
        }
    }

    private static void dropBySize(SegmentLog of, long most, String why) throws IOException {
        while (of.bytes() > most && of.oldestClosed() != null) {
            of.dropOldest(why);
        }
    }

    private void watchSpace() throws IOException {
        long usable = usableBytes.getAsLong();
        while (usable < settings.reserveBytes() && telemetry.oldestClosed() != null) {
            telemetry.dropOldest("the disk has only " + (usable >> 20) + " MiB left");
            usable = usableBytes.getAsLong();
        }
        boolean refusing = !refusal.isEmpty();
        if (usable < settings.reserveBytes()) {
            String said = "the disk has " + (usable >> 20) + " MiB left, telemetry needs "
                    + (settings.reserveBytes() >> 20) + " MiB; free some space";
            if (!refusing) {
                log.error("no telemetry is taken: {}. Alarms and audit go on", said);
            }
            refusal = said;
        } else if (refusing && usable > settings.reserveBytes() + settings.reserveBytes() / 8) {
            log.info("telemetry is taken again: the disk has {} MiB left", usable >> 20);
            refusal = "";
        }
    }

    private void scrub(Instant now) throws IOException {
        if (now.isBefore(lastScrub) || !now.isBefore(lastScrub.plus(SCRUB_EVERY))) {
            lastScrub = now;
            if (!telemetry.verifyOne()) {
                ledger.verifyOne();
            }
        }
    }
}
