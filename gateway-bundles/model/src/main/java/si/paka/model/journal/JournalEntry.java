package si.paka.model.journal;

/** A record and where it lies. Positions grow with every record, over both streams. */
public record JournalEntry(long position, JournalRecord record) {}
