package si.paka.profiles.codec;

import java.nio.file.Path;

/** Told of codecs that are not run any more, and of those that may be run again. Any thread; returns soon. */
public interface QuarantineListener {
    /** It broke its limits too often. @param why for people */
    void quarantined(Path codec, String why);

    /** Its file was replaced. */
    void released(Path codec);
}
