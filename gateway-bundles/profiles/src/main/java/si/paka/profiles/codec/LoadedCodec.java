package si.paka.profiles.codec;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** A context with a codec in it, and the function that calls it. Used by one thread at a time. */
final class LoadedCodec {
    private final ContextPool.Key key;
    private final int generation;
    private final Context context;
    private final Value call;
    private final boolean reusable;
    private boolean used;

    /**
     * @param key owner and codec: nobody else gets this context
     * @param generation of the codec's file
     * @param reusable one call leaves nothing that the next could see
     */
    LoadedCodec(ContextPool.Key key, int generation, Context context, Value call, boolean reusable) {
        this.key = key;
        this.generation = generation;
        this.context = context;
        this.call = call;
        this.reusable = reusable;
    }

    ContextPool.Key key() {
        return key;
    }

    int generation() {
        return generation;
    }

    Context context() {
        return context;
    }

    boolean isReusable() {
        return reusable;
    }

    /** Whether the next call is its first, which takes longer than those that follow. */
    boolean isNew() {
        return !used;
    }

    String call(String function, String input, int port, double millis, String variables) {
        used = true;
        return call.execute(function, input, port, millis, variables).asString();
    }

    void discard() {
        context.close(true);
    }
}
