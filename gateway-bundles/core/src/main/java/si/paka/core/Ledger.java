package si.paka.core;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.decision.Decision;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.port.AuditTrail;

/** Writes decisions, audit and events into the journal. When even these find no room, it says so and counts. */
public final class Ledger implements AuditTrail {
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final Journal journal;
    private final Clock clock;
    private final LongAdder lost = new LongAdder();

    public Ledger(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    public void decided(Decision decision) {
        append(new JournalRecord.Decided(decision));
    }

    public void audit(String who, String action, String target, String detail) {
        append(new JournalRecord.Audited(clock.instant(), who, action, target, detail));
    }

    @Override
    public void record(String who, String action, String target, String detail) {
        audit(who, action, target, detail);
    }

    /** @param severity info, warning or critical */
    public void raise(String severity, String kind, String subject, String text, Map<String, String> detail) {
        append(new JournalRecord.Raised(clock.instant(), severity, kind, subject, text, detail));
    }

    public long lost() {
        return lost.sum();
    }

    private void append(JournalRecord record) {
        try {
            journal.append(record);
        } catch (JournalFullException e) {
            lost.increment();
            log.error("a ledger record was lost: {} ({})", record, e.getMessage());
        }
    }
}
