package si.paka.profiles.codec;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * A context with a codec in it, and the function that calls it. Used by one thread at a time.
 *
 * @param key owner and codec: nobody else gets this context
 * @param generation of the profiles it was loaded for
 */
record LoadedCodec(String key, int generation, Context context, Value call) {
    void discard() {
        context.close(true);
    }
}
