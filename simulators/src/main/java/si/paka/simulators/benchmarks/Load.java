package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.mqtt.RawMqtt;

/** Puts load on one system: numbered messages into the south broker, out of the north broker. One run at a time. */
final class Load {
    static final int DEVICES = 50;

    private static final int UNACKNOWLEDGED = 200;
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final long PATIENCE_NS = Duration.ofSeconds(10).toNanos();

    private final String system;
    private final int south;
    private final int north;
    private final long pid;
    private final Uplinks uplinks = new Uplinks(DEVICES);
    private int next;

    /** @param pid of the system under test */
    Load(String system, int south, int north, long pid) {
        this.system = system;
        this.south = south;
        this.north = north;
        this.pid = pid;
    }

    /** Closed loop: at most {@code window} messages are under way. */
    LoadResult window(int window, int count) throws IOException {
        return run("window " + window, count, run -> {
            for (int i = 0; i < Math.min(window, count); i++) {
                run.sendNext();
            }
            run.flush();
        });
    }

    /** As fast as the south broker takes them. */
    LoadResult burst(int count) throws IOException {
        return run("burst " + count, count, run -> {
            for (int i = 0; i < count; i++) {
                run.awaitRoom();
                run.sendNext();
                if (i % 8 == 7) {
                    run.flush();
                }
            }
            run.flush();
        });
    }

    /** Open loop: this many messages a second, whatever comes back. */
    LoadResult rate(int perSecond, int seconds) throws IOException {
        int count = perSecond * seconds;
        return run("rate " + perSecond + "/s", count, run -> {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = begin + i * 1_000_000_000L / perSecond;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                run.sendNext();
                run.flush();
            }
        });
    }

    private LoadResult run(String shape, int count, Sending sending) throws IOException {
        Run run = new Run(next, count, shape.startsWith("window"));
        next += count;
        try (RawMqtt in = new RawMqtt(north, "bench-in-" + System.nanoTime(), run.collector);
                RawMqtt out = new RawMqtt(south, "bench-out-" + System.nanoTime(), run)) {
            in.subscribe("paka/#");
            run.out = out;
            LockSupport.parkNanos(SETTLE.toNanos());
            ProcessFigures before = ProcessFigures.of(pid);
            long begin = System.nanoTime();
            sending.send(run);
            Await.until(Duration.ofMinutes(10), run::isOver);
            return result(shape, run, before, begin);
        }
    }

    private LoadResult result(String shape, Run run, ProcessFigures before, long begin) throws IOException {
        ProcessFigures after = ProcessFigures.of(pid);
        Collector collector = run.collector;
        double seconds = (collector.lastAt() - begin) / 1e9;
        double received = Math.max(1, collector.received());
        return new LoadResult(
                system,
                shape,
                run.count,
                run.count - collector.received(),
                collector.repeated(),
                collector.disordered(),
                collector.received() / seconds,
                collector.percentile(0.5),
                collector.percentile(0.99),
                (after.cpu() - before.cpu()) / received,
                after.rssMb(),
                (after.written() - before.written()) / received);
    }

    private interface Sending {
        void send(Run run) throws IOException;
    }

    private final class Run implements RawMqtt.Listener {
        private final Collector collector;
        private final Semaphore room = new Semaphore(UNACKNOWLEDGED);
        private final int end;
        private final int count;
        private int number;
        private RawMqtt out;

        Run(int first, int count, boolean closed) {
            this.number = first;
            this.count = count;
            this.end = first + count;
            this.collector = new Collector(first, count, DEVICES, closed ? any -> answer() : any -> {});
        }

        synchronized void sendNext() throws IOException {
            if (number < end) {
                byte[] body = uplinks.body(number);
                collector.sent(number);
                out.publish(uplinks.topic(number), body, body.length);
                number++;
            }
        }

        void flush() throws IOException {
            out.flush();
        }

        void awaitRoom() throws IOException {
            try {
                if (!room.tryAcquire()) {
                    out.flush();
                    if (!room.tryAcquire(10, TimeUnit.SECONDS)) {
                        throw new IOException("the south broker acknowledged nothing for 10 s");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void acknowledged(int packetId) {
            room.release();
        }

        boolean isOver() {
            return collector.received() >= count || System.nanoTime() - collector.lastAt() > PATIENCE_NS;
        }

        private void answer() {
            try {
                sendNext();
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
