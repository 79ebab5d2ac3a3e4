package si.paka.adapter.coap;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of requests that were refused, for each answer once a minute: enough for a technician, too little to fill a disk with.
 * All are counted elsewhere. Safe from any thread.
 */
final class RefusalLog {
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration TELL_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_SHOWN = 120;

    private final Map<ResponseCode, Instant> toldAt = new EnumMap<>(ResponseCode.class);

    /** @param who where it came from and the path it asked for, as the sender wrote it */
    void refused(Answer answer, String who, Instant now) {
        if (mayTell(answer.code(), now)) {
            log.warn(
                    "{} was answered {} {} (more of this kind are only counted)",
                    plain(who),
                    answer.code().text,
                    plain(answer.diagnostic()));
        }
    }

    /** A device that waits for approval is told of where it is kept, so it is not here. */
    synchronized boolean mayTell(ResponseCode code, Instant now) {
        if (code.isSuccess() || code == ResponseCode.FORBIDDEN) {
            return false;
        }
        Instant last = toldAt.get(code);
        boolean soon = last != null && !now.isBefore(last) && now.isBefore(last.plus(TELL_EVERY));
        if (!soon) {
            toldAt.put(code, now);
        }
        return !soon;
    }

    private static String plain(String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
