package si.paka.profiles.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.graalvm.polyglot.PolyglotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs payload codecs (LoRa Alliance TS013-1.0.0 and the older shapes) in GraalJS, without access to anything, bounded in time and
 * memory. The engine starts with the first call. Contexts are kept per codec and owner, never shared between owners, and the least
 * used go first; each call runs the codec's file anew, so that nothing is left of the one before. Safe from several threads.
 *
 * <p>Bytes go in as a Latin-1 text and the answer comes out as JSON: one crossing of the language border each way.
 *
 * <p>What a limit can't stop is a single built-in operation that never looks up, such as a power of a huge {@code BigInt}. Codecs
 * that use those run on threads set aside; one that does not stop is quarantined at once and reported as {@link #stuck}.
 */
public final class CodecHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CodecHost.class);
    private static final QuarantineListener NOBODY = new QuarantineListener() {
        @Override
        public void quarantined(Path codec, String why) {}

        @Override
        public void released(Path codec) {}
    };

    private final CodecLimits limits;
    private final Quarantine quarantine;
    private final CallWatch watch;
    private final CodecLoader loader;
    private final CodecSources sources = new CodecSources();
    private final ContextPool pool = new ContextPool();
    private final Aside aside = new Aside();
    private final Map<CallWatch.Call, Future<?>> setAside = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();

    public CodecHost(CodecLimits limits) {
        this(limits, NOBODY);
    }

    public CodecHost(CodecLimits limits, QuarantineListener listener) {
        this.limits = limits;
        this.quarantine = new Quarantine(limits.strikes(), listener);
        this.watch = new CallWatch(limits, new Stuck());
        this.loader = new CodecLoader(watch);
    }

    /** Decodes an uplink payload: {@code {data, warnings}} or {@code {errors, warnings}}. */
    public CodecResult decodeUplink(
            Path codec, String owner, byte[] payload, int port, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, new Request("decodeUplink", latin1(payload), port, receivedAt, variables));
    }

    /** Decodes a downlink payload, the same. */
    public CodecResult decodeDownlink(
            Path codec, String owner, byte[] payload, int port, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, new Request("decodeDownlink", latin1(payload), port, receivedAt, variables));
    }

    /**
     * Encodes a downlink: {@code {bytes, fPort, warnings}} or {@code {errors, warnings}}.
     *
     * @param port for codecs of the older shapes, which do not tell it; 0 if it is not known
     */
    public CodecResult encodeDownlink(
            Path codec, String owner, String dataJson, int port, Map<String, String> variables) {
        return call(codec, owner, new Request("encodeDownlink", dataJson, port, Instant.EPOCH, variables));
    }

    /**
     * The normalised form of what {@code decodeUplink} gave as data: {@code {data, warnings}} or {@code {errors, warnings}}, data an
     * object or a list.
     *
     * @param dataJson that data as JSON
     */
    public CodecResult normalizeUplink(
            Path codec, String owner, String dataJson, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, new Request("normalizeUplink", dataJson, 0, receivedAt, variables));
    }

    /** What a codec is asked. */
    private record Request(
            String function, String input, int port, Instant receivedAt, Map<String, String> variables) {}

    private static String latin1(byte[] payload) {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    private CodecResult call(Path codec, String owner, Request request) {
        if (quarantine.holds(codec)) {
            return CodecResult.failure(
                    "codec-quarantined",
                    codec.getFileName() + " broke its limits " + limits.strikes() + " times and is not run any more;"
                            + " mend it and install the profile anew");
        }
        calls.increment();
        try {
            CodecSource source = sources.get(codec);
            ContextPool.Key key = new ContextPool.Key(owner, codec);
            return source.mayHoldItsThread() ? callAside(key, source, request) : call(key, source, request, null);
        } catch (IOException e) {
            failures.increment();
            return CodecResult.failure("codec-unreadable", codec + ": " + e.getMessage());
        }
    }

    private CodecResult callAside(ContextPool.Key key, CodecSource source, Request request) {
        var waiting = new java.util.concurrent.atomic.AtomicReference<Future<CodecResult>>();
        try {
            return aside.run(() -> call(key, source, request, waiting.get()), waiting::set);
        } catch (CancellationException e) {
            failures.increment();
            return CodecResult.failure("codec-timeout", key.codec().getFileName() + " does not stop when told to");
        }
    }

    /** @param waiting what to cancel if the call does not stop; null if it runs on the thread that asked */
    private CodecResult call(ContextPool.Key key, CodecSource source, Request request, Future<?> waiting) {
        Path codec = key.codec();
        CallWatch.Call running = null;
        LoadedCodec loaded = null;
        try {
            loaded = pool.take(key).orElse(null);
            if (loaded == null) {
                loaded = loader.load(key, source, pool.generation(codec));
            }
            running = watch.begin(codec, loaded.context(), loaded.isNew() ? loader.patience() : 1);
            if (waiting != null) {
                setAside.put(running, waiting);
            }
            String answer = loaded.call(
                    request.function(),
                    request.input(),
                    request.port(),
                    (double) request.receivedAt().toEpochMilli(),
                    json(request.variables()));
            String stopped = end(running);
            running = null;
            return stopped.isEmpty() ? answered(codec, answer, loaded) : violated(codec, stopped, loaded);
        } catch (PolyglotException e) {
            return failed(codec, e, running == null ? "" : end(running), loaded);
        } catch (IllegalStateException e) { // the context was closed between two steps
            return violated(codec, running == null ? "codec-timeout" : end(running), loaded);
        }
    }

    private String end(CallWatch.Call running) {
        setAside.remove(running);
        return watch.end(running);
    }

    private CodecResult answered(Path codec, String answer, LoadedCodec loaded) {
        char kind = answer.charAt(0);
        if (Character.isLowerCase(kind)) {
            loaded.discard();
        } else {
            pool.giveBack(loaded);
        }
        String text = answer.substring(1);
        if (kind == 'A' || kind == 'a') {
            return CodecResult.answer(text);
        }
        failures.increment();
        return CodecResult.failure("codec-error", codec.getFileName() + ": " + shortened(text));
    }

    private CodecResult failed(Path codec, PolyglotException e, String stopped, LoadedCodec loaded) {
        boolean stoppedLoading = loaded == null && e.isCancelled();
        if (!stopped.isEmpty() || stoppedLoading || e.isResourceExhausted() && !isStackOverflow(e)) {
            String code = stoppedLoading ? "codec-timeout" : stopped.isEmpty() ? "codec-memory" : stopped;
            return violated(codec, code, loaded);
        }
        failures.increment();
        discard(loaded);
        return CodecResult.failure("codec-error", codec.getFileName() + ": " + shortened(e.getMessage()));
    }

    private static boolean isStackOverflow(PolyglotException e) {
        return e.getMessage() != null && e.getMessage().contains("stack");
    }

    private static String shortened(String message) {
        String text = message == null ? "failed without a message" : message;
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private CodecResult violated(Path codec, String code, LoadedCodec loaded) {
        failures.increment();
        discard(loaded);
        String limit = code.equals("codec-memory")
                ? "allocated more than " + (limits.bytes() >> 20) + " MiB in one call"
                : "ran longer than " + limits.time().toMillis() + " ms in one call";
        int times = quarantine.strike(codec, limit);
        log.warn("{} {} and was stopped ({} of {})", codec.getFileName(), limit, times, limits.strikes());
        return CodecResult.failure(code.isEmpty() ? "codec-timeout" : code, codec.getFileName() + " " + limit);
    }

    private static void discard(LoadedCodec loaded) {
        if (loaded != null) {
            loaded.discard();
        }
    }

    /** A call that runs inside one built-in function for ever can't be stopped, only not be repeated. */
    private final class Stuck implements CallWatch.Stuck {
        @Override
        public void holds(CallWatch.Call call) {
            log.error(
                    "{} does not stop when told to and holds a thread; it is not run any more. Mend it", call.codec());
            quarantine.stuck(call.codec(), "does not stop when told to");
            Future<?> waiting = setAside.get(call);
            if (waiting != null) {
                waiting.cancel(false);
            }
        }

        @Override
        public void letGo(CallWatch.Call call) {
            quarantine.unstuck(call.codec());
        }
    }

    /**
     * The files of these codecs may have come, changed or gone. A codec that is fine is used from now on, with a clean slate; one
     * that can't be used is refused, and what the file said before stays.
     */
    public void reload(Set<Path> codecs) {
        for (Path codec : codecs) {
            if (!Files.exists(codec)) {
                sources.forget(codec);
                renew(codec);
                continue;
            }
            try {
                CodecSource source = sources.readAgain(codec);
                Optional<String> problem = problem(codec, source);
                if (problem.isEmpty()) {
                    sources.put(codec, source);
                    renew(codec);
                } else {
                    refuse(codec, problem.get());
                }
            } catch (IOException e) {
                refuse(codec, codec + ": " + e.getMessage());
            }
        }
    }

    private void renew(Path codec) {
        pool.clear(codec);
        quarantine.release(codec);
    }

    private void refuse(Path codec, String problem) {
        sources.refuse(codec, problem);
        log.error("{}; what the file said before stays in force", problem);
    }

    /** Why a codec can't be used at all. */
    private Optional<String> problem(Path codec, CodecSource source) {
        try {
            LoadedCodec loaded = loader.load(new ContextPool.Key("", codec), source, 0);
            CallWatch.Call running = watch.begin(codec, loaded.context(), loader.patience());
            try {
                String functions = loaded.call("", "", 0, 0, "");
                return functions.startsWith("A") || functions.startsWith("a")
                        ? Optional.empty()
                        : Optional.of(codec + ": found " + functions.substring(1)
                                + ", expected decodeUplink, Decode or Decoder");
            } finally {
                watch.end(running);
                loaded.discard();
            }
        } catch (PolyglotException e) {
            String line = e.getSourceLocation() == null
                    ? ""
                    : " line " + e.getSourceLocation().getStartLine();
            return Optional.of(codec + line + ": " + shortened(e.getMessage()));
        } catch (IllegalStateException e) {
            return Optional.of(codec + ": running it took too long");
        }
    }

    /** What is wrong with codecs' files that are not used. */
    public List<String> problems() {
        return sources.problems();
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
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Codecs that are not run any more. */
    public List<String> quarantined() {
        return quarantine.held();
    }

    public Map<String, Long> counters() {
        return Map.of("codec_calls_total", calls.sum(), "codec_failures_total", failures.sum());
    }

    /** Codecs that hold a thread. */
    public List<String> stuck() {
        return quarantine.stuck();
    }

    @Override
    public void close() {
        watch.close();
        aside.close();
        if (stuck().isEmpty()) { // else closing would wait for them
            pool.close();
            loader.close();
        }
    }
}
