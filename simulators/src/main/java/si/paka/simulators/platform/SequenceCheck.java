package si.paka.simulators.platform;

import java.util.Map;
import java.util.TreeMap;

/**
 * Judges the {@code uplinkSequence}s of each cabinet as a receiver does that drops repeats: every number once, growing by
 * one. Not safe for several threads.
 */
public final class SequenceCheck {
    private final Map<String, Long> last = new TreeMap<>();
    private long accepted;
    private long repeated;
    private long missing;

    /** What one number meant. */
    public enum Verdict {
        NEW,
        REPEATED,
        /** New, but numbers before it never came. */
        AFTER_GAP
    }

    /** The first number seen of a cabinet is taken as it is. */
    public Verdict take(String cabinet, long sequence) {
        Long before = last.get(cabinet);
        if (before != null && sequence <= before) {
            repeated++;
            return Verdict.REPEATED;
        }
        last.put(cabinet, sequence);
        accepted++;
        if (before != null && sequence > before + 1) {
            missing += sequence - before - 1;
            return Verdict.AFTER_GAP;
        }
        return Verdict.NEW;
    }

    public long accepted() {
        return accepted;
    }

    public long repeated() {
        return repeated;
    }

    /** How many numbers were skipped. */
    public long missing() {
        return missing;
    }
}
