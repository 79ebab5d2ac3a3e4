package si.paka.journal;

import java.io.IOException;
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
import java.util.function.LongFunction;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.journal.History;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalRecord;

/**
 * Which records hold a device's observations of a day: an index derived from the telemetry log, written to disk seldom and in
 * bulk, so that it costs little flash. Guarded by itself.
 */
final class HistoryIndex implements History {
    private static final String POSITION = "position";
    private static final int MOST_DAYS = 400;

    private final MVStore store;
    private final MVMap<String, byte[]> table;
    private final MVMap<String, Long> meta;
    private final LongFunction<Optional<JournalRecord>> records;
    private final Map<String, Positions> unsaved = new HashMap<>();
    private long position;
    private int added;

    /** Positions, growing. */
    private static final class Positions {
        private long[] values = new long[8];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }

    HistoryIndex(Path file, LongFunction<Optional<JournalRecord>> records) throws IOException {
        this.records = records;
        store = Registers.open(file);
        table = store.openMap("positions");
        meta = store.openMap("meta");
        position = meta.getOrDefault(POSITION, 0L);
    }

    /** Up to where in the telemetry log the index goes. */
    synchronized long position() {
        return position;
    }

    /** How many observations have been taken in since the last save. */
    synchronized int unsaved() {
        return added;
    }

    /** Takes in a durable record. */
    synchronized void add(JournalEntry entry) {
        position = entry.position();
        if (entry.record() instanceof JournalRecord.Observed observed) {
            unsaved.computeIfAbsent(key(observed.receivedAt(), observed.device()), k -> new Positions())
                    .add(entry.position());
            added++;
        }
    }

    private static String key(Instant at, DeviceId device) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate() + "/" + device;
    }

    synchronized void save(Instant oldest) {
        unsaved.forEach((key, positions) -> {
            Bytes bytes = new Bytes(positions.size * 3 + 16);
            byte[] before = table.get(key);
            long last = 0;
            if (before != null) {
                for (long value : decode(before)) {
                    bytes.varint(value - last);
                    last = value;
                }
            }
            for (int i = 0; i < positions.size; i++) {
                bytes.varint(positions.values[i] - last);
                last = positions.values[i];
            }
            table.put(key, Arrays.copyOf(bytes.array(), bytes.size()));
        });
        unsaved.clear();
        added = 0;
        forgetBefore(oldest);
        meta.put(POSITION, position);
        store.commit();
    }

    private void forgetBefore(Instant oldest) {
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

    private static long[] decode(byte[] bytes) {
        Bytes.Reader reader = new Bytes.Reader(bytes, 0, bytes.length);
        Positions positions = new Positions();
        long last = 0;
        while (reader.hasMore()) {
            last += reader.varint();
            positions.add(last);
        }
        return Arrays.copyOf(positions.values, positions.size);
    }

    @Override
    public List<Observation> list(DeviceId device, Optional<Property> property, Instant from, Instant to, int limit) {
        List<Observation> newestFirst = new ArrayList<>();
        LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate day = to.atOffset(ZoneOffset.UTC).toLocalDate();
        for (int days = 0; !day.isBefore(first) && days < MOST_DAYS && newestFirst.size() < limit; days++) {
            long[] positions = positions(day + "/" + device);
            for (int i = positions.length - 1; i >= 0 && newestFirst.size() < limit; i--) {
                take(positions[i], device, property, from, to, limit, newestFirst);
            }
            day = day.minusDays(1);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private synchronized long[] positions(String key) {
        byte[] saved = table.get(key);
        long[] before = saved == null ? new long[0] : decode(saved);
        Positions more = unsaved.get(key);
        if (more == null) {
            return before;
        }
        long[] all = Arrays.copyOf(before, before.length + more.size);
        System.arraycopy(more.values, 0, all, before.length, more.size);
        return all;
    }

    private void take(
            long at,
            DeviceId device,
            Optional<Property> property,
            Instant from,
            Instant to,
            int limit,
            List<Observation> newestFirst) {
        if (!(records.apply(at).orElse(null) instanceof JournalRecord.Observed observed)
                || !observed.device().equals(device)
                || observed.receivedAt().isBefore(from)
                || !observed.receivedAt().isBefore(to)) {
            return;
        }
        List<Observation> observations = observed.observations();
        for (int i = observations.size() - 1; i >= 0 && newestFirst.size() < limit; i--) {
            if (property.isEmpty() || property.get().equals(observations.get(i).property())) {
                newestFirst.add(observations.get(i));
            }
        }
    }

    synchronized void close() {
        store.close();
    }
}
