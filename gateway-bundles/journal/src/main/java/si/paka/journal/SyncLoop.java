package si.paka.journal;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes and syncs what the intake has gathered, for both logs in one pass: thread {@code paka-journal-sync}. */
final class SyncLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);
    private static final long RETRY_ns = 500_000_000L;
    private static final Bytes NO_HEAD = new Bytes(0);

    private final Intake intake;
    private final SegmentLog telemetry;
    private final SegmentLog ledger;
    private final Registers registers;
    private final HistoryIndex history;
    private final Clock clock;
    private volatile long syncs;

    SyncLoop(
            Intake intake,
            SegmentLog telemetry,
            SegmentLog ledger,
            Registers registers,
            HistoryIndex history,
            Clock clock) {
        this.intake = intake;
        this.telemetry = telemetry;
        this.ledger = ledger;
        this.registers = registers;
        this.history = history;
        this.clock = clock;
    }

    long syncs() {
        return syncs;
    }

    @Override
    public void run() {
        try {
            Optional<Intake.Work> work = intake.await(ledger);
            while (work.isPresent() && write(work.get())) {
                work = intake.await(ledger);
            }
        } catch (RuntimeException e) { // a defect; better no journal than one that loses what it acknowledged
            log.error("the journal stopped", e);
            intake.failed(new IOException("it stopped: " + e, e), 0);
        } finally {
            intake.end();
        }
    }

    /** Writes until the disk takes it; false if it does not and the journal closes. */
    private boolean write(Intake.Work work) {
        boolean ledgerDone = work.ledger().isEmpty();
        boolean telemetryDone = work.telemetry().isEmpty();
        while (!ledgerDone || !telemetryDone) {
            try {
                if (!ledgerDone) {
                    ledger.write(headFor(work), work.ledger(), clock.millis());
                    ledgerDone = true;
                    syncs++;
                }
                if (!telemetryDone) {
                    telemetry.write(NO_HEAD, work.telemetry(), clock.millis());
                    telemetryDone = true;
                    syncs++;
                }
            } catch (IOException e) {
                if (!tryAgain(e)) {
                    return false;
                }
            }
        }
        settle(work);
        return true;
    }

    /** After a failed write the ledger goes on in a new segment, which no snapshot was made for. */
    private Bytes headFor(Intake.Work work) {
        if (ledger.beginsSegment() && work.ledgerHead().size() == 0) {
            StateRecord.snapshot(work.ledgerHead(), work.ledger().first - 1, registers);
        }
        return work.ledgerHead();
    }

    private boolean tryAgain(IOException e) {
        if (intake.failure().isEmpty()) {
            log.error("the journal could not be written: {}; nothing is taken until it can", e.toString());
        }
        return intake.failed(e, RETRY_ns);
    }

    private void settle(Intake.Work work) {
        if (!intake.failure().isEmpty()) {
            log.info("the journal writes again");
        }
        work.ledger().state.forEach(registers::settled);
        intake.done(work);
        history.add(work.telemetry().observed);
        work.telemetry().reset();
        work.ledger().reset();
    }
}
