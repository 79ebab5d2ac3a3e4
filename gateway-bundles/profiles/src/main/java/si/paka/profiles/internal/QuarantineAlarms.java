package si.paka.profiles.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import si.paka.model.port.Alarms;
import si.paka.profiles.codec.QuarantineListener;

/**
 * An alarm for each codec that is not run any more. The alarm book may come later, or go and come back: it is told what stands then.
 * Safe from any thread.
 */
final class QuarantineAlarms implements QuarantineListener {
    static final String KIND = "codec-quarantined";

    private final Map<String, String> standing = new TreeMap<>();
    private Optional<Alarms> book = Optional.empty();

    @Override
    public synchronized void quarantined(Path codec, String why) {
        String text = "codec " + codec + " " + why + " and is not run any more: its devices are not understood;"
                + " mend it and install the profile anew";
        standing.put(subject(codec), text);
        book.ifPresent(alarms -> alarms.raise("warning", KIND, subject(codec), text, Instant.now()));
    }

    @Override
    public synchronized void released(Path codec) {
        standing.remove(subject(codec));
        book.ifPresent(alarms -> alarms.clear(KIND, subject(codec), codec.getFileName() + " was replaced"));
    }

    /** Two vendors may have codecs of the same name. */
    private static String subject(Path codec) {
        int names = codec.getNameCount();
        return names < 3 ? codec.getFileName().toString() : codec.getName(names - 3) + "/" + codec.getFileName();
    }

    /** From now on alarms go there. What an earlier run of the gateway left there is cleared: every codec begins anew. */
    synchronized void tell(Alarms alarms) {
        book = Optional.of(alarms);
        for (Alarms.Alarm alarm : alarms.list()) {
            if (alarm.kind().equals(KIND) && !standing.containsKey(alarm.subject())) {
                alarms.clear(KIND, alarm.subject(), "the gateway started anew");
            }
        }
        standing.forEach((subject, text) -> alarms.raise("warning", KIND, subject, text, Instant.now()));
    }

    synchronized void forget(Alarms alarms) {
        if (book.filter(known -> known == alarms).isPresent()) {
            book = Optional.empty();
        }
    }
}
