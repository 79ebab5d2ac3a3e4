package si.paka.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may take its time, so that no sync waits for it: bounds, checks of older segments, writing the derived tables. Thread
 * {@code paka-journal-keeper}, once a second.
 */
final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final Duration SAVE_EVERY = Duration.ofMinutes(10);
    private static final int SAVE_HISTORY_AFTER = 20_000;
    /** Some two seconds' reading, so that a start after a crash knows the recent past at once. */
    private static final int CAUGHT_UP_AT_START = 200_000;

    private static final int CAUGHT_UP_AT_ONCE = 50_000;

    private final Housekeeping housekeeping;
    private final Registers registers;
    private final HistoryIndex history;
    private final Intake intake;
    private final Duration telemetryAge;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread named = new Thread(work, "paka-journal-keeper");
        named.setDaemon(true);
        return named;
    });
    private Instant savedAt;

    Keeper(
            Housekeeping housekeeping,
            Registers registers,
            HistoryIndex history,
            Intake intake,
            Duration telemetryAge,
            Clock clock) {
        this.housekeeping = housekeeping;
        this.registers = registers;
        this.history = history;
        this.intake = intake;
        this.telemetryAge = telemetryAge;
        this.clock = clock;
        savedAt = clock.instant();
    }

    void start() {
        housekeeping.look(savedAt);
        history.catchUp(CAUGHT_UP_AT_START);
        thread.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            pass(clock.instant());
        } catch (RuntimeException e) { // one failing task must not stop the others' next turn
            log.error("keeping the journal in order failed", e);
        }
    }

    private void pass(Instant now) {
        housekeeping.look(now);
        if (history.isBehind()) {
            history.catchUp(CAUGHT_UP_AT_ONCE);
        }
        boolean due = now.isBefore(savedAt) || now.isAfter(savedAt.plus(SAVE_EVERY));
        if (due || history.unsaved() >= SAVE_HISTORY_AFTER) {
            save(now);
        }
    }

    private void save(Instant now) {
        savedAt = now;
        long settled = intake.durable(); // read first: what settles meanwhile may be in the table, but is not needed
        registers.save(settled);
        history.save(now.minus(telemetryAge));
    }

    /** Ends the thread and writes the tables; the intake has ended before. */
    void close() throws InterruptedException {
        thread.shutdown(); // no interrupt: it would close the files under whoever writes them
        if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
            log.warn("the journal's tables are not written at the end; they are brought up to date at the next start");
            return;
        }
        save(clock.instant());
        registers.close();
        history.close();
    }
}
