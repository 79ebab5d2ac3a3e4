package si.paka.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalCursor;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.journal.JournalStatus;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;

/** A journal and state store in memory, durable at once; can be told to be full. */
public final class MemoryJournal implements Journal, StateStore {
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<String, Map<String, byte[]>> state = new HashMap<>();
    private volatile boolean full;

    public void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public synchronized long append(JournalRecord record) throws JournalFullException {
        if (full && record.stream() == JournalStream.TELEMETRY) {
            throw new JournalFullException("no room");
        }
        long position = entries.size() + 1L;
        entries.add(new JournalEntry(position, record));
        return position;
    }

    @Override
    public CompletableFuture<Void> synced(long position) {
        return CompletableFuture.completedFuture(null);
    }

    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    public <T extends JournalRecord> List<T> records(Class<T> type) {
        return entries().stream()
                .map(JournalEntry::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public JournalCursor read(JournalStream stream, long after) {
        return new JournalCursor() {
            private long at = after;

            @Override
            public List<JournalEntry> next(int limit) {
                List<JournalEntry> found = entries().stream()
                        .filter(entry -> entry.position() > at && entry.record().stream() == stream)
                        .limit(limit)
                        .toList();
                if (!found.isEmpty()) {
                    at = found.get(found.size() - 1).position();
                }
                return found;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<JournalRecord> find(JournalStream stream, long position) {
        return entries().stream()
                .filter(entry -> entry.position() == position)
                .map(JournalEntry::record)
                .findFirst();
    }

    @Override
    public JournalStatus status() {
        return new JournalStatus(!full, "", Map.of());
    }

    @Override
    public synchronized Optional<byte[]> find(String room, String key) {
        return Optional.ofNullable(state.getOrDefault(room, Map.of()).get(key));
    }

    @Override
    public synchronized Map<String, byte[]> all(String room) {
        return new HashMap<>(state.getOrDefault(room, Map.of()));
    }

    @Override
    public synchronized CompletableFuture<Void> put(String room, String key, byte[] value) {
        state.computeIfAbsent(room, r -> new HashMap<>()).put(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> remove(String room, String key) {
        state.computeIfAbsent(room, r -> new HashMap<>()).remove(key);
        return CompletableFuture.completedFuture(null);
    }
}
