package si.paka.simulators.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.simulators.mqtt.RawMqtt;

/** What arrived outward: keeps which numbers came, and everything that should not have happened. */
final class Arrivals implements RawMqtt.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SPLIT = 30_000;

    private final Map<Long, Integer> bySequence = new HashMap<>();
    private final Map<String, Integer> newestOfAsset = new HashMap<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private long highest;
    private int repeated;
    private final List<Integer> twice = new ArrayList<>();

    @Override
    public synchronized void message(byte[] buffer, int topicAt, int topicLength, int at, int length) {
        String topic = new String(buffer, topicAt, topicLength, StandardCharsets.UTF_8);
        if (topic.contains("/obs/")) {
            take(topic.substring(topic.lastIndexOf('/') + 1), read(buffer, at, length));
        }
    }

    private void take(String asset, JsonNode entity) {
        long sequence = entity.at("/uplinkSequence/value").asLong();
        int number = entity.at("/seq_hi/value").asInt() * SPLIT
                + entity.at("/seq_lo/value").asInt();
        Integer before = bySequence.putIfAbsent(sequence, number);
        if (before != null) {
            repeated++;
            if (before != number) {
                faults.add("sequence " + sequence + " was message " + before + " and is now " + number);
            }
            return;
        }
        if (highest != 0 && sequence != highest + 1) {
            faults.add("sequence " + sequence + " follows " + highest);
        }
        highest = Math.max(highest, sequence);
        if (!numbers.add(number)) {
            twice.add(number);
            return;
        }
        Integer newest = newestOfAsset.put(asset, number);
        if (newest != null && number < newest) {
            faults.add(asset + ": message " + number + " follows " + newest);
        }
    }

    synchronized boolean hasAll(Set<Integer> expected) {
        return numbers.containsAll(expected);
    }

    synchronized List<Integer> missing(Set<Integer> expected) {
        return expected.stream()
                .filter(number -> !numbers.contains(number))
                .sorted()
                .limit(20)
                .toList();
    }

    /** Gaps, swapped messages and sequences with two meanings. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** Messages that came again under their own sequence; a receiver drops them. */
    synchronized int repeated() {
        return repeated;
    }

    /** Messages that came again under another sequence. */
    synchronized List<Integer> twice() {
        return List.copyOf(twice);
    }

    private static JsonNode read(byte[] buffer, int at, int length) {
        try {
            return JSON.readTree(buffer, at, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
