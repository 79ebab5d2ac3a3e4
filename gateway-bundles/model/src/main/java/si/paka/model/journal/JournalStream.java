package si.paka.model.journal;

/** Two logs, so that room can be made among telemetry without touching what must stay. */
public enum JournalStream {
    /** Messages and observations: the oldest goes first when space or age asks for it. */
    TELEMETRY,
    /** Decisions, audit, events and keyed state: stops last. */
    LEDGER
}
