package si.paka.profiles.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs payload codecs (LoRa Alliance TS013-1.0.0 and the older shapes) in GraalJS, without access to anything, bounded in time and
 * memory. The engine starts with the first call. Contexts are kept per codec and owner, never shared between owners, and the least
 * used go first. Safe from several threads.
 *
 * <p>Bytes go in as a Latin-1 text and the answer comes out as JSON: one crossing of the language border each way.
 */
public final class CodecHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CodecHost.class);
    private static final int MOST_CONTEXTS = 64;
    private static final int PATIENCE_LOADING = 20;
    private static final int LARGEST_CODEC = 1 << 20;

    /** A context with a codec in it, and the function that calls it. */
    private record Loaded(String key, Context context, Value call) {}

    private final CodecLimits limits;
    private final CallWatch watch;
    private final String prelude = resource("prelude.js");
    private final String epilogue = resource("epilogue.js");
    private final Map<String, Integer> strikes = new ConcurrentHashMap<>();
    private final Map<String, Deque<Loaded>> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private Engine engine;
    private int idleContexts;

    public CodecHost(CodecLimits limits) {
        this.limits = limits;
        this.watch = new CallWatch(limits);
    }

    private static String resource(String name) {
        try (var in = CodecHost.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decodes an uplink payload: {@code {data, warnings, errors}}. */
    public CodecResult decodeUplink(
            Path codec, String owner, byte[] payload, int port, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, "decodeUplink", latin1(payload), port, receivedAt, variables);
    }

    /** Decodes a downlink payload. */
    public CodecResult decodeDownlink(
            Path codec, String owner, byte[] payload, int port, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, "decodeDownlink", latin1(payload), port, receivedAt, variables);
    }

    /** Encodes a downlink: {@code {bytes, fPort, warnings, errors}}. */
    public CodecResult encodeDownlink(Path codec, String owner, String dataJson, Map<String, String> variables) {
        return call(codec, owner, "encodeDownlink", dataJson, 0, Instant.EPOCH, variables);
    }

    private static String latin1(byte[] payload) {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    private CodecResult call(
            Path codec,
            String owner,
            String function,
            String input,
            int port,
            Instant receivedAt,
            Map<String, String> variables) {
        String name = codec.toString();
        if (strikes.getOrDefault(name, 0) >= limits.strikes()) {
            return CodecResult.failure(
                    "codec-quarantined",
                    codec.getFileName() + " broke its limits " + limits.strikes() + " times and is not run any more;"
                            + " mend it and install the profile anew");
        }
        calls.increment();
        CallWatch.Call running = null;
        Loaded loaded = null;
        try {
            loaded = take(codec, owner + '\n' + name);
            running = watch.begin(loaded.context(), 1);
            String answer = loaded.call()
                    .execute(function, input, port, (double) receivedAt.toEpochMilli(), json(variables))
                    .asString();
            String stopped = watch.end(running);
            running = null;
            if (!stopped.isEmpty()) {
                return violated(codec, stopped, loaded);
            }
            giveBack(loaded);
            return CodecResult.answer(answer);
        } catch (PolyglotException e) {
            return failed(codec, e, running == null ? "" : watch.end(running), loaded);
        } catch (IllegalStateException e) { // the context was closed between two steps
            return violated(codec, running == null ? "codec-timeout" : watch.end(running), loaded);
        } catch (IOException e) {
            failures.increment();
            return CodecResult.failure("codec-unreadable", codec + ": " + e.getMessage());
        }
    }

    private CodecResult failed(Path codec, PolyglotException e, String stopped, Loaded loaded) {
        boolean stoppedLoading = loaded == null && e.isCancelled();
        if (!stopped.isEmpty() || stoppedLoading || e.isResourceExhausted() && !isStackOverflow(e)) {
            String code = stoppedLoading ? "codec-timeout" : stopped.isEmpty() ? "codec-memory" : stopped;
            return violated(codec, code, loaded);
        }
        failures.increment();
        if (e.isCancelled() || e.isInternalError() || e.isExit() || loaded == null) {
            discard(loaded);
        } else {
            giveBack(loaded);
        }
        return CodecResult.failure("codec-error", codec.getFileName() + ": " + shortened(e.getMessage()));
    }

    private static boolean isStackOverflow(PolyglotException e) {
        return e.getMessage() != null && e.getMessage().contains("stack");
    }

    private static String shortened(String message) {
        String text = message == null ? "failed without a message" : message;
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private CodecResult violated(Path codec, String code, Loaded loaded) {
        failures.increment();
        discard(loaded);
        int times = strikes.merge(codec.toString(), 1, Integer::sum);
        String limit = code.equals("codec-memory")
                ? "allocated more than " + (limits.bytes() >> 20) + " MiB in one call"
                : "ran longer than " + limits.time().toMillis() + " ms in one call";
        log.warn("{} {} and was stopped ({} of {})", codec.getFileName(), limit, times, limits.strikes());
        return CodecResult.failure(code.isEmpty() ? "codec-timeout" : code, codec.getFileName() + " " + limit);
    }

    private Loaded take(Path codec, String key) throws IOException {
        synchronized (idle) {
            Deque<Loaded> waiting = idle.get(key);
            if (waiting != null && !waiting.isEmpty()) {
                idleContexts--;
                return waiting.pop();
            }
        }
        return load(codec, key);
    }

    private void giveBack(Loaded loaded) {
        Loaded surplus = null;
        synchronized (idle) {
            idle.computeIfAbsent(loaded.key(), k -> new ArrayDeque<>()).push(loaded);
            idleContexts++;
            if (idleContexts > MOST_CONTEXTS) {
                surplus = leastUsed();
            }
        }
        discard(surplus);
    }

    private Loaded leastUsed() {
        var queues = idle.values().iterator();
        while (queues.hasNext()) {
            Deque<Loaded> queue = queues.next();
            if (queue.isEmpty()) {
                queues.remove();
            } else {
                idleContexts--;
                return queue.pollLast();
            }
        }
        return null;
    }

    private static void discard(Loaded loaded) {
        if (loaded != null) {
            loaded.context().close(true);
        }
    }

    private Loaded load(Path codec, String key) throws IOException {
        if (Files.size(codec) > LARGEST_CODEC) {
            throw new IOException("found " + Files.size(codec) + " bytes, expected at most " + LARGEST_CODEC);
        }
        String source = Files.readString(codec);
        Context context = Context.newBuilder("js")
                .engine(engine())
                .allowAllAccess(false)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowNativeAccess(false)
                .allowExperimentalOptions(true)
                .option("js.load", "false")
                .option("js.print", "false")
                .option("js.console", "false")
                .option("js.graal-builtin", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.shared-array-buffer", "false")
                .option("js.string-length-limit", "4194304")
                .build();
        CallWatch.Call running = watch.begin(context, PATIENCE_LOADING);
        try {
            context.eval(source("prelude", prelude));
            context.eval(source(codec.getFileName().toString(), source));
            return new Loaded(key, context, context.eval(source("epilogue", epilogue)));
        } catch (PolyglotException e) {
            context.close(true);
            throw e;
        } finally {
            watch.end(running);
        }
    }

    private static Source source(String name, String text) {
        return Source.newBuilder("js", text, name).cached(true).buildLiteral();
    }

    private synchronized Engine engine() {
        if (engine == null) {
            long start = System.nanoTime();
            engine = Engine.newBuilder("js")
                    .option("engine.WarnInterpreterOnly", "false")
                    .logHandler(java.io.OutputStream.nullOutputStream())
                    .out(java.io.OutputStream.nullOutputStream())
                    .err(java.io.OutputStream.nullOutputStream())
                    .build();
            log.info("codec engine started in {} ms", (System.nanoTime() - start) / 1_000_000);
        }
        return engine;
    }

    private static String json(Map<String, String> variables) {
        if (variables.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("{");
        variables.forEach((key, value) -> {
            text.append(text.length() > 1 ? "," : "")
                    .append(quoted(key))
                    .append(':')
                    .append(quoted(value));
        });
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        return '"'
                + new String(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                        .quoteAsString(text))
                + '"';
    }

    /** Codecs that are not run any more. */
    public java.util.List<String> quarantined() {
        return strikes.entrySet().stream()
                .filter(entry -> entry.getValue() >= limits.strikes())
                .map(entry -> Path.of(entry.getKey()).getFileName().toString())
                .sorted()
                .toList();
    }

    public Map<String, Long> counters() {
        return Map.of("codec_calls_total", calls.sum(), "codec_failures_total", failures.sum());
    }

    @Override
    public void close() {
        watch.close();
        synchronized (idle) {
            idle.values().forEach(queue -> queue.forEach(CodecHost::discard));
            idle.clear();
        }
        synchronized (this) {
            if (engine != null) {
                engine.close(true);
            }
        }
    }
}
