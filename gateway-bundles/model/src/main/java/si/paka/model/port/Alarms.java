package si.paka.model.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What someone should look at. Served by {@code core}; safe from any thread. */
public interface Alarms {
    /** Standing alarms, newest first. */
    List<Alarm> list();

    /**
     * Raises an alarm, unless it stands already.
     *
     * @param subject device id, another name of what it is about, or empty for the cabinet itself
     */
    void raise(String severity, String kind, String subject, String text, Instant at);

    /** Clears an alarm, if it stands. @param text why */
    void clear(String kind, String subject, String text);

    /** Completes with false if there is no such alarm. */
    CompletableFuture<Boolean> acknowledge(String id, String by);

    /**
     * One alarm.
     *
     * @param id {@code <kind>:<subject>}; one stands at a time
     * @param severity {@code warning} or {@code critical}
     * @param kind e.g. {@code device-silent}
     * @param subject device id, another name of what it is about, or empty for the cabinet itself
     */
    record Alarm(
            String id,
            String severity,
            String kind,
            String subject,
            String text,
            Instant raisedAt,
            Optional<String> acknowledgedBy) {}
}
