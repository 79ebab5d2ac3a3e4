package si.paka.profiles.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts of codecs with what the engine made of them, so that a file is read and parsed once however many contexts run it. The 192
 * used last are kept. Safe from several threads.
 */
final class CodecSources {
    private static final int MOST = 192;
    private static final int LARGEST = 1 << 20;

    /** @param before null if it said nothing before */
    private record Refused(CodecSource before, String problem) {}

    private final Map<Path, Refused> refused = new TreeMap<>();
    private final Map<Path, CodecSource> sources = new LinkedHashMap<>(16, 0.75f, true);

    /** @throws IOException if the file can't be read, is too large or is not UTF-8 */
    CodecSource get(Path codec) throws IOException {
        synchronized (this) {
            CodecSource known = sources.get(codec);
            if (known != null) {
                return known;
            }
            Refused held = refused.get(codec);
            if (held != null && held.before() != null) {
                return held.before();
            }
        }
        CodecSource read = readAgain(codec);
        put(codec, read);
        return read;
    }

    private static String read(Path codec) throws IOException {
        long size = Files.size(codec);
        if (size > LARGEST) {
            throw new IOException("found " + size + " bytes, expected at most " + LARGEST);
        }
        byte[] bytes = Files.readAllBytes(codec);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) { // makers' comments and units in whatever their editor wrote
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Reads a file anew, which changes nothing yet. */
    CodecSource readAgain(Path codec) throws IOException {
        return CodecSource.of(codec.getFileName().toString(), read(codec));
    }

    /** From now on the file says this. */
    synchronized void put(Path codec, CodecSource source) {
        refused.remove(codec);
        sources.put(codec, source);
        if (sources.size() > MOST) {
            sources.remove(sources.keySet().iterator().next());
        }
    }

    /** The file says something that can't be used: what it said before stays. */
    synchronized void refuse(Path codec, String problem) {
        CodecSource before = sources.get(codec);
        refused.put(codec, new Refused(before, problem));
    }

    synchronized void forget(Path codec) {
        refused.remove(codec);
        sources.remove(codec);
    }

    /** What is wrong with files that are not used. */
    synchronized List<String> problems() {
        return refused.values().stream().map(Refused::problem).toList();
    }
}
