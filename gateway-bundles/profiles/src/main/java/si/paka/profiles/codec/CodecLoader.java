package si.paka.profiles.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * Puts codecs into contexts that reach nothing outside. The one engine starts with the first of them. Lengths of texts and byte
 * arrays are bounded by the engine itself, so that nothing is allocated at once; prelude.js bounds what it leaves open.
 */
final class CodecLoader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CodecLoader.class);
    private static final int PATIENCE_COLD = 20;
    private static final int PATIENCE_WARM = 6;

    private final CallWatch watch;
    private final Source prelude = source("prelude.js");
    private final Source texts = source("text.js");
    private final Source buffer = source("buffer.js");
    private final Source driver = source("driver.js");
    private volatile boolean warm;
    private Engine engine;

    CodecLoader(CallWatch watch) {
        this.watch = watch;
    }

    private static Source source(String name) {
        try (var in = CodecLoader.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Source.newBuilder("js", text, name).cached(true).buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By how much the limits of a first call are multiplied: on a cold engine it takes its time. */
    int patience() {
        return warm ? PATIENCE_WARM : PATIENCE_COLD;
    }

    /** @throws PolyglotException if the codec can't be parsed */
    LoadedCodec load(ContextPool.Key key, CodecSource codec, int generation) {
        Context context = context();
        CallWatch.Call running = watch.begin(key.codec(), context, patience());
        try {
            Value world = context.eval(prelude);
            if (codec.wantsTexts()) {
                Value conversions = context.eval(texts);
                if (codec.wantsBuffer()) {
                    context.eval(buffer).execute(context.eval("js", "globalThis"), conversions);
                }
            }
            Value drive = context.eval(driver).execute(context.eval("js", "globalThis"), world);
            Value call = drive.execute(context.eval(codec.source()));
            warm = true;
            return new LoadedCodec(key, generation, context, call, codec.keepsToItself());
        } catch (PolyglotException e) {
            context.close(true);
            throw e;
        } finally {
            watch.end(running);
        }
    }

    private Context context() {
        return Context.newBuilder("js")
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
                .option("js.atomics", "false")
                .option("js.v8-compat", "true")
                .option("js.timezone", "UTC")
                .option("js.locale", "en-US")
                .option("js.string-length-limit", "262144")
                .option("js.max-typed-array-length", "1048576")
                .build();
    }

    private synchronized Engine engine() {
        if (engine == null) {
            long start = System.nanoTime();
            engine = Engine.newBuilder("js")
                    .option("engine.WarnInterpreterOnly", "false")
                    .logHandler(OutputStream.nullOutputStream())
                    .out(OutputStream.nullOutputStream())
                    .err(OutputStream.nullOutputStream())
                    .build();
            log.info("codec engine started in {} ms", (System.nanoTime() - start) / 1_000_000);
        }
        return engine;
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close(true);
        }
    }
}
