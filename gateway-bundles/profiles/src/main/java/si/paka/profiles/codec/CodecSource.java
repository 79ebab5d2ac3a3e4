package si.paka.profiles.codec;

import java.util.regex.Pattern;
import org.graalvm.polyglot.Source;

/**
 * A codec's file as the host runs it: its text is the body of a function, so that each call can begin with nothing of the one
 * before. Strictness stays as the file has it.
 *
 * @param keepsToItself it does not change what the world gives it, so its context can be used again
 * @param wantsTexts it names an encoding that the language itself does not have
 * @param wantsBuffer it names {@code Buffer}
 * @param mayHoldItsThread it has integers without bounds, on which one operation can take for ever
 */
record CodecSource(
        Source source, boolean keepsToItself, boolean wantsTexts, boolean wantsBuffer, boolean mayHoldItsThread) {
    private static final String[] FUNCTIONS = {
        "decodeUplink", "decodeDownlink", "encodeDownlink", "normalizeUplink", "Decode", "Decoder", "Encode", "Encoder"
    };
    private static final Pattern HASHBANG = Pattern.compile("\\A#!");
    private static final Pattern OWN_MODULE = Pattern.compile("\\b(let|const|class)\\s+(exports|module)\\b");
    private static final Pattern TEXTS = Pattern.compile("\\b(TextDecoder|TextEncoder|atob|btoa)\\b");
    private static final Pattern BUFFER = Pattern.compile("\\bBuffer\\b");

    private static final Pattern BIG_NUMBERS = Pattern.compile(
            "\\bBigInt\\b|\\b(?:\\d[\\d_]*|0[xX][0-9a-fA-F_]+|0[oObB][0-7_]+)n\\b|\\\\u(?:00|\\{)[4-7]");

    /** @param text with or without a byte order mark */
    static CodecSource of(String name, String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        plain = HASHBANG.matcher(plain).replaceFirst("//");
        boolean buffer = BUFFER.matcher(plain).find();
        return new CodecSource(
                Source.newBuilder("js", wrapped(plain), name).cached(true).buildLiteral(),
                Intrusion.isUnthinkable(plain),
                buffer || TEXTS.matcher(plain).find(),
                buffer,
                BIG_NUMBERS.matcher(plain).find());
    }

    /** On the first line, so that line numbers stay those of the file. */
    private static String wrapped(String text) {
        StringBuilder body = new StringBuilder(text.length() + 1000)
                .append(OWN_MODULE.matcher(text).find() ? "(function(){" : "(function(exports,module){")
                .append(text)
                .append("\n;return function($name){switch($name){");
        for (String name : FUNCTIONS) {
            body.append("case '")
                    .append(name)
                    .append("':return typeof ")
                    .append(name)
                    .append("==='undefined'?undefined:")
                    .append(name)
                    .append(';');
        }
        return body.append("}}})").toString();
    }
}
