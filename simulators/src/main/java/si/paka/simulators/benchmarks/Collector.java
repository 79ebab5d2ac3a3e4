package si.paka.simulators.benchmarks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;
import si.paka.simulators.mqtt.RawMqtt;

/**
 * Takes what comes out, finds the message's number in it, and keeps latency, order and repeats. Its figures are read after
 * the run; {@link #received()} at any time.
 */
final class Collector implements RawMqtt.Listener {
    private static final byte[] LOW = "\"seq_lo\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] HIGH = "\"seq_hi\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] VALUE = "\"value\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final int first;
    private final AtomicLongArray sentAt;
    private final long[] latency;
    private final int[] newest;
    private final IntConsumer onNew;
    private volatile int received;
    private volatile long lastAt = System.nanoTime();
    private int repeated;
    private int disordered;

    /** @param onNew called with each new message's number, on the reading thread */
    Collector(int first, int count, int devices, IntConsumer onNew) {
        this.first = first;
        this.sentAt = new AtomicLongArray(count);
        this.latency = new long[count];
        this.newest = new int[devices];
        this.onNew = onNew;
        Arrays.fill(newest, -1);
    }

    void sent(int number) {
        sentAt.set(number - first, System.nanoTime());
    }

    @Override
    public void message(byte[] buffer, int topicAt, int topicLength, int at, int length) {
        int low = number(buffer, at, at + length, LOW);
        if (low < 0) {
            return;
        }
        int high = Math.max(0, number(buffer, at, at + length, HIGH));
        take(high * Uplinks.SPLIT + low);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the reading thread alone
    private void take(int number) {
        int index = number - first;
        if (index < 0 || index >= latency.length) {
            return; // of an earlier run
        }
        lastAt = System.nanoTime();
        if (latency[index] != 0) {
            repeated++;
            return;
        }
        latency[index] = lastAt - sentAt.get(index);
        int device = number % newest.length;
        if (number < newest[device]) {
            disordered++;
        }
        newest[device] = Math.max(newest[device], number);
        received++;
        onNew.accept(number);
    }

    int received() {
        return received;
    }

    long lastAt() {
        return lastAt;
    }

    int repeated() {
        return repeated;
    }

    /** Messages that came after a newer one of their device. */
    int disordered() {
        return disordered;
    }

    /** Latency in ms that this part of the messages did not exceed. */
    double percentile(double part) {
        long[] sorted =
                Arrays.stream(latency).filter(value -> value != 0).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    /** The integer behind {@code key}, plain or as the value of an NGSI-LD property; -1 if there is none. */
    static int number(byte[] buffer, int from, int to, byte[] key) {
        int at = find(buffer, from, to, key);
        if (at < 0) {
            return -1;
        }
        if (buffer[at] == '{') {
            at = find(buffer, at, to, VALUE);
        }
        int value = 0;
        while (at >= 0 && at < to && buffer[at] >= '0' && buffer[at] <= '9') {
            value = value * 10 + buffer[at++] - '0';
        }
        return at < 0 ? -1 : value;
    }

    /** Where the bytes behind {@code key} begin; -1 if it is not there. */
    private static int find(byte[] buffer, int from, int to, byte[] key) {
        for (int at = from; at <= to - key.length; at++) {
            if (Arrays.equals(buffer, at, at + key.length, key, 0, key.length)) {
                return at + key.length;
            }
        }
        return -1;
    }
}
