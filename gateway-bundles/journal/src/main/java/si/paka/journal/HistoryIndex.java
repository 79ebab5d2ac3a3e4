package si.paka.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.journal.History;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalRecord;

/**
 * Which records hold a device's observations of a day: an index derived from the telemetry log, written to disk seldom and in
 * bulk, so that it costs little flash. What it has not got, because it is made anew or the disk refused, it reads from the
 * log. Guarded by itself.
 */
final class HistoryIndex implements History {
    private static final int MOST_DAYS = 400;
    private static final int MOST_UNSAVED = 200_000;
    private static final int PIECE = 1_000;

    private final DerivedStore store;
    private final SegmentLog telemetry;
    private final Map<String, PositionList> unsaved = new HashMap<>();
    private long position;
    private int added;
    private boolean behind = true;

    HistoryIndex(Path file, SegmentLog telemetry) throws IOException {
        this.telemetry = telemetry;
        store = new DerivedStore(file, "positions");
        position = store.position();
    }

    /** Up to where in the telemetry log the index goes. */
    synchronized long position() {
        return position;
    }

    /** How many observed records have been taken in since the last save. */
    synchronized int unsaved() {
        return added;
    }

    /** Whether there are durable records that it must read from the log. */
    synchronized boolean isBehind() {
        return behind;
    }

    /** Takes in records that have just become durable, in order. */
    synchronized void add(List<JournalEntry> observed) {
        if (added > MOST_UNSAVED) {
            behind = true; // the disk refuses the table: read the rest from the log later
        }
        if (!behind) {
            observed.forEach(this::add);
        }
    }

    private void add(JournalEntry entry) {
        if (entry.position() > position && entry.record() instanceof JournalRecord.Observed observed) {
            unsaved.computeIfAbsent(key(observed.receivedAt(), observed.device()), k -> new PositionList())
                    .add(entry.position());
            position = entry.position();
            added++;
        }
    }

    /** Reads at most some {@code limit} records behind its position from the log. */
    void catchUp(int limit) {
        try (LogCursor cursor = new LogCursor(telemetry, position())) {
            for (int read = 0; read < limit && isBehind() && unsaved() <= MOST_UNSAVED; read += PIECE) {
                List<JournalEntry> some = cursor.next(PIECE);
                takeIn(some, cursor.after());
            }
        }
    }

    private synchronized void takeIn(List<JournalEntry> some, long readTo) {
        some.forEach(this::add);
        position = Math.max(position, readTo);
        behind = position < telemetry.newestHeld();
    }

    private static String key(Instant at, DeviceId device) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate() + "/" + device;
    }

    /** Writes what is new and forgets the days before {@code oldest}. */
    synchronized void save(Instant oldest) {
        boolean saved = store.save(
                table -> {
                    unsaved.forEach((key, positions) -> table.put(key, positions.encodeBehind(table.get(key))));
                    forgetBefore(table, oldest);
                    return 0;
                },
                position);
        if (saved) {
            unsaved.clear();
            added = 0;
        }
    }

    private static void forgetBefore(MVMap<String, byte[]> table, Instant oldest) {
        String limit = oldest.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        List<String> gone = new ArrayList<>();
        Iterator<String> keys = table.keyIterator(null);
        while (keys.hasNext()) {
            String key = keys.next();
            if (key.compareTo(limit) >= 0) {
                break;
            }
            gone.add(key);
        }
        gone.forEach(table::remove);
    }

    @Override
    public List<Observation> list(DeviceId device, Optional<Property> property, Instant from, Instant to, int limit) {
        List<Observation> newestFirst = new ArrayList<>();
        LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate day = to.atOffset(ZoneOffset.UTC).toLocalDate();
        try (RecordReader reader = new RecordReader(telemetry)) {
            for (int days = 0; !day.isBefore(first) && days < MOST_DAYS && newestFirst.size() < limit; days++) {
                long[] positions = positions(day + "/" + device);
                for (int i = positions.length - 1; i >= 0 && newestFirst.size() < limit; i--) {
                    reader.find(positions[i])
                            .flatMap(record -> observedBy(device, record, from, to))
                            .ifPresent(observed -> take(observed, property, limit, newestFirst));
                }
                day = day.minusDays(1);
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private synchronized long[] positions(String key) {
        long[] before = saved(key);
        PositionList more = unsaved.get(key);
        if (more == null) {
            return before;
        }
        long[] news = more.toArray();
        long[] all = Arrays.copyOf(before, before.length + news.length);
        System.arraycopy(news, 0, all, before.length, news.length);
        return all;
    }

    private long[] saved(String key) {
        try {
            return store.table()
                    .map(table -> table.get(key))
                    .map(PositionList::decode)
                    .orElse(new long[0]);
        } catch (MVStoreException | IllegalArgumentException e) {
            beginAnew(e);
            return new long[0];
        }
    }

    private void beginAnew(RuntimeException why) {
        try {
            store.beginAnew(why.getMessage());
            unsaved.clear();
            added = 0;
            position = 0;
            behind = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JournalRecord.Observed> observedBy(
            DeviceId device, JournalRecord record, Instant from, Instant to) {
        return record instanceof JournalRecord.Observed observed
                        && observed.device().equals(device)
                        && !observed.receivedAt().isBefore(from)
                        && observed.receivedAt().isBefore(to)
                ? Optional.of(observed)
                : Optional.empty();
    }

    private static void take(
            JournalRecord.Observed observed, Optional<Property> property, int limit, List<Observation> newestFirst) {
        List<Observation> observations = observed.observations();
        for (int i = observations.size() - 1; i >= 0 && newestFirst.size() < limit; i--) {
            if (property.isEmpty() || property.get().equals(observations.get(i).property())) {
                newestFirst.add(observations.get(i));
            }
        }
    }

    long failures() {
        return store.failures();
    }

    synchronized void close() {
        store.close();
    }
}
