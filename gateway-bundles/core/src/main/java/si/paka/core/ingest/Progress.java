package si.paka.core.ingest;

import java.util.concurrent.atomic.AtomicLongArray;

/** Knows up to where in the journal all accepted messages are finished, though lanes advance at different speeds. */
public final class Progress {
    private final AtomicLongArray accepted;
    private final AtomicLongArray finished;
    private final AtomicLongArray lastFinished;

    public Progress(int lanes) {
        accepted = new AtomicLongArray(lanes);
        finished = new AtomicLongArray(lanes);
        lastFinished = new AtomicLongArray(lanes);
    }

    int lanes() {
        return accepted.length();
    }

    /** A message is about to be appended. */
    void accepting(int lane) {
        accepted.incrementAndGet(lane);
    }

    /** It was not appended after all. */
    void givenUp(int lane) {
        accepted.decrementAndGet(lane);
    }

    /** What was made of the message at this position has been appended. Gateway thread. */
    public void finished(int lane, long position) {
        lastFinished.set(lane, position);
        finished.incrementAndGet(lane);
    }

    public long undone() {
        long sum = 0;
        for (int lane = 0; lane < lanes(); lane++) {
            sum += accepted.get(lane) - finished.get(lane);
        }
        return sum;
    }

    /** The highest position, at most {@code end}, before which nothing is undone. */
    public long finishedUpTo(long end) {
        long position = end;
        for (int lane = 0; lane < lanes(); lane++) {
            if (accepted.get(lane) != finished.get(lane)) {
                position = Math.min(position, lastFinished.get(lane));
            }
        }
        return position;
    }
}
