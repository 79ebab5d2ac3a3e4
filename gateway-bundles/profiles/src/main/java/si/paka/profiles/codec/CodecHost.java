package si.paka.profiles.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.graalvm.polyglot.PolyglotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs payload codecs (LoRa Alliance TS013-1.0.0 and the older shapes) in GraalJS, without access to anything, bounded in time and
 * memory. The engine starts with the first call. Contexts are kept per codec and owner, never shared between owners, and the least
 * used go first. Safe from several threads.
 *
 * <p>Bytes go in as a Latin-1 text and the answer comes out as JSON: one crossing of the language border each way. Measured with the
 * shipped waste container codec (JDK 17, SerialGC, default tiers, one thread, 2 shared cores): a median of 27 µs a call in the first
 * 5,000, 11 µs after 25,000, 7.5 µs after 60,000; normalising adds 1.5 µs.
 *
 * <p>What a limit can't stop: a single built-in operation that never looks up, e.g. a power of a huge {@code BigInt}. Such a codec
 * is quarantined at once and reported as {@link #stuck}; the thread that called it is lost until the operation ends.
 */
public final class CodecHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CodecHost.class);

    private final CodecLimits limits;
    private final CallWatch watch;
    private final CodecLoader loader;
    private final ContextPool pool = new ContextPool();
    private final Map<String, Integer> strikes = new ConcurrentHashMap<>();
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();

    public CodecHost(CodecLimits limits) {
        this.limits = limits;
        this.watch = new CallWatch(limits, this::isStuck);
        this.loader = new CodecLoader(watch);
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

    /**
     * Encodes a downlink: {@code {bytes, fPort, warnings, errors}}.
     *
     * @param port for codecs of the older shapes, which do not tell it; 0 if it is not known
     */
    public CodecResult encodeDownlink(
            Path codec, String owner, String dataJson, int port, Map<String, String> variables) {
        return call(codec, owner, "encodeDownlink", dataJson, port, Instant.EPOCH, variables);
    }

    /**
     * The normalised form of what {@code decodeUplink} gave as data: {@code {data, warnings, errors}}, data an object or a list.
     *
     * @param dataJson that data as JSON
     */
    public CodecResult normalizeUplink(
            Path codec, String owner, String dataJson, Instant receivedAt, Map<String, String> variables) {
        return call(codec, owner, "normalizeUplink", dataJson, 0, receivedAt, variables);
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
        LoadedCodec loaded = null;
        try {
            loaded = take(codec, owner + '\n' + name);
            running = watch.begin(name, loaded.context(), 1);
            String answer = loaded.call()
                    .execute(function, input, port, (double) receivedAt.toEpochMilli(), json(variables))
                    .asString();
            String stopped = watch.end(running);
            running = null;
            if (!stopped.isEmpty()) {
                return violated(codec, stopped, loaded);
            }
            pool.giveBack(loaded);
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

    private CodecResult failed(Path codec, PolyglotException e, String stopped, LoadedCodec loaded) {
        boolean stoppedLoading = loaded == null && e.isCancelled();
        if (!stopped.isEmpty() || stoppedLoading || e.isResourceExhausted() && !isStackOverflow(e)) {
            String code = stoppedLoading ? "codec-timeout" : stopped.isEmpty() ? "codec-memory" : stopped;
            return violated(codec, code, loaded);
        }
        failures.increment();
        if (e.isCancelled() || e.isInternalError() || e.isExit() || loaded == null) {
            discard(loaded);
        } else {
            pool.giveBack(loaded);
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

    private CodecResult violated(Path codec, String code, LoadedCodec loaded) {
        failures.increment();
        discard(loaded);
        int times = strikes.merge(codec.toString(), 1, Integer::sum);
        String limit = code.equals("codec-memory")
                ? "allocated more than " + (limits.bytes() >> 20) + " MiB in one call"
                : "ran longer than " + limits.time().toMillis() + " ms in one call";
        log.warn("{} {} and was stopped ({} of {})", codec.getFileName(), limit, times, limits.strikes());
        return CodecResult.failure(code.isEmpty() ? "codec-timeout" : code, codec.getFileName() + " " + limit);
    }

    private LoadedCodec take(Path codec, String key) throws IOException {
        Optional<LoadedCodec> waiting = pool.take(key);
        return waiting.isPresent() ? waiting.get() : loader.load(codec, key, pool.generation());
    }

    private static void discard(LoadedCodec loaded) {
        if (loaded != null) {
            loaded.discard();
        }
    }

    /** A call that runs inside one built-in function for ever can't be stopped, only not be repeated. */
    private void isStuck(String codec) {
        stuck.add(codec);
        strikes.put(codec, limits.strikes());
        log.error(
                "{} does not stop when told to and holds a thread; it is not run any more. Mend it and restart", codec);
    }

    /** Forgets loaded codecs and what they did: their files may have changed. */
    public void reload() {
        pool.clear();
        strikes.keySet().removeIf(codec -> !stuck.contains(codec));
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
    public List<String> quarantined() {
        return strikes.entrySet().stream()
                .filter(entry -> entry.getValue() >= limits.strikes())
                .map(entry -> Path.of(entry.getKey()).getFileName().toString())
                .sorted()
                .toList();
    }

    public Map<String, Long> counters() {
        return Map.of("codec_calls_total", calls.sum(), "codec_failures_total", failures.sum());
    }

    /** Codecs that hold a thread until the gateway restarts. */
    public List<String> stuck() {
        return stuck.stream().sorted().toList();
    }

    @Override
    public void close() {
        watch.close();
        if (stuck.isEmpty()) { // else closing would wait for them
            pool.clear();
            loader.close();
        }
    }
}
