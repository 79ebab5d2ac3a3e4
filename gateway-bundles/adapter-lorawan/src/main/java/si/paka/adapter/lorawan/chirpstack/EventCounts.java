package si.paka.adapter.lorawan.chirpstack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;

/** Counts events, and tells of bad ones at most once a minute for each reason. Labels are ours, never the sender's. */
final class EventCounts {
    private static final Logger log = LoggerFactory.getLogger(EventCounts.class);
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);
    private static final List<String> KINDS =
            List.of("up", "join", "status", "ack", "txack", "log", "location", "integration");
    private static final String OTHER = "other";
    private static final int LONGEST_SHOWN = 150;

    private final Map<String, LongAdder> kinds = new HashMap<>(); // filled once, then only read
    private final Map<Reason, LongAdder> malformed = new HashMap<>(); // likewise
    private final LongAdder errors = new LongAdder();
    private final LongAdder joinsRejected = new LongAdder();
    private final Map<String, Instant> toldAt = new ConcurrentHashMap<>();
    private final Clock clock;

    EventCounts(Clock clock) {
        this.clock = clock;
        KINDS.forEach(kind -> kinds.put(kind, new LongAdder()));
        kinds.put(OTHER, new LongAdder());
        for (Reason reason : Reason.values()) {
            malformed.put(reason, new LongAdder());
        }
    }

    void event(String kind) {
        LongAdder known = kinds.get(kind);
        (known == null ? kinds.get(OTHER) : known).increment();
    }

    /** @param who the device, or the topic if it names none */
    void malformed(Reason reason, String who, String why) {
        malformed.get(reason).increment();
        if (mayTell(reason.name())) {
            log.warn(
                    "an event of {} is not understood: {} (more of this kind are only counted)",
                    plain(who),
                    plain(why));
        }
    }

    /** The network server reports an error. */
    void error(String devEui, String code, String description) {
        errors.increment();
        if (mayTell("server")) {
            log.warn("ChirpStack on {}: {} {} (more are only counted)", devEui, plain(code), plain(description));
        }
    }

    /** The network server has refused a join. */
    void joinRejected() {
        joinsRejected.increment();
    }

    private boolean mayTell(String what) {
        Instant now = clock.instant();
        Instant last = toldAt.get(what);
        if (last != null && !now.isBefore(last) && now.isBefore(last.plus(TELL_EVERY))) {
            return false;
        }
        toldAt.put(what, now);
        return true;
    }

    /** Safe and short in one line of a log. */
    static String plain(String text) {
        String shown = text == null ? "" : text;
        shown = shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    long malformed(Reason reason) {
        return malformed.get(reason).sum();
    }

    void eachKind(ObjLongConsumer<String> sink) {
        kinds.forEach((kind, count) -> sink.accept(kind, count.sum()));
    }

    void eachMalformed(ObjLongConsumer<String> sink) {
        malformed.forEach((reason, count) -> sink.accept(reason.name().toLowerCase(Locale.ROOT), count.sum()));
    }

    long joinsRejected() {
        return joinsRejected.sum();
    }

    long errors() {
        return errors.sum();
    }
}
