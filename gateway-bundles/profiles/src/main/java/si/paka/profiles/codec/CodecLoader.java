package si.paka.profiles.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int LARGEST_CODEC = 1 << 20;
    private static final int PATIENCE_COLD = 20;
    private static final int PATIENCE_WARM = 6;

    private final CallWatch watch;
    private final Source prelude = source("prelude", resource("prelude.js"));
    private final Source epilogue = source("epilogue", resource("epilogue.js"));
    private volatile boolean warm;
    private Engine engine;

    CodecLoader(CallWatch watch) {
        this.watch = watch;
    }

    private static String resource(String name) {
        try (var in = CodecLoader.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source source(String name, String text) {
        return Source.newBuilder("js", text, name).cached(true).buildLiteral();
    }

    /** @throws PolyglotException if the codec can't be parsed, or its top level fails or does not end */
    LoadedCodec load(Path codec, String key, int generation) throws IOException {
        if (Files.size(codec) > LARGEST_CODEC) {
            throw new IOException("found " + Files.size(codec) + " bytes, expected at most " + LARGEST_CODEC);
        }
        Source source = source(codec.getFileName().toString(), Files.readString(codec));
        Context context = context();
        CallWatch.Call running = watch.begin(codec.toString(), context, warm ? PATIENCE_WARM : PATIENCE_COLD);
        try {
            context.eval(prelude);
            context.eval(source);
            Value call = context.eval(epilogue);
            warm = true;
            return new LoadedCodec(key, generation, context, call);
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
